/** Which branches does the map join by a line? As few as make one network of all: a least spanning tree (Prim). */
import type { Place } from './places';

export function waysOf(places: readonly Place[]): [string, string][] {
  const [first, ...others] = places;
  if (!first) return [];
  const ways: [string, string][] = [];
  const joined = [first];
  const left = new Set(others);
  while (left.size > 0) {
    const pairs = joined.flatMap((one) => [...left].map((other) => ({ one, other, gap: gapOf(one, other) })));
    const nearest = pairs.reduce((best, pair) => (pair.gap < best.gap ? pair : best));
    ways.push([nearest.one.code, nearest.other.code]);
    joined.push(nearest.other);
    left.delete(nearest.other);
  }
  return ways;
}

/** In degrees of latitude; enough to say which of two is nearer. */
function gapOf(one: Place, other: Place): number {
  const squeeze = Math.cos((((one.lat + other.lat) / 2) * Math.PI) / 180);
  return Math.hypot(one.lat - other.lat, (one.lon - other.lon) * squeeze);
}
