/** Where on the map stands what a way is called? As near to its middle as there is room, beside marks and other signs. */
import type { Spot } from './places';

export interface Box {
  x: number;
  y: number;
  /** Half of it, to each side. */
  halfWidth: number;
  halfHeight: number;
}

export interface Ends {
  from: Spot;
  to: Spot;
}

/** Along the way, and how far to its side. */
const ALONG = [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72] as const;
const BESIDE = [0, 1, -1, 2, -2] as const;

/** Return the middle of a sign of this size for each way. taken: what must be seen; a sign may cover its own line. */
export function signsOf(
  ways: readonly Ends[],
  taken: readonly Box[],
  size: Pick<Box, 'halfWidth' | 'halfHeight'>,
): Box[] {
  const signs: Box[] = [];
  for (const way of ways) {
    const places = BESIDE.flatMap((beside) => ALONG.map((along) => placed(way, along, beside, size)));
    const costs = places.map((one) => [...taken, ...signs].reduce((sum, other) => sum + shared(one, other), 0));
    const least = Math.min(...costs);
    signs.push(places[costs.findIndex((cost) => cost <= least)] as Box);
  }
  return signs;
}

function placed({ from, to }: Ends, along: number, beside: number, size: Pick<Box, 'halfWidth' | 'halfHeight'>): Box {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const [nx, ny] = [-dy / length, dx / length];
  const step = (Math.abs(nx) * size.halfWidth + Math.abs(ny) * size.halfHeight + 2) * beside;
  return { x: from.x + dx * along + nx * step, y: from.y + dy * along + ny * step, ...size };
}

/** How much of one box another covers. */
export function shared(one: Box, other: Box): number {
  const wide = one.halfWidth + other.halfWidth - Math.abs(one.x - other.x);
  const high = one.halfHeight + other.halfHeight - Math.abs(one.y - other.y);
  return wide > 0 && high > 0 ? wide * high : 0;
}
