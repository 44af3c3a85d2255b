/** What time is it in the product? The server says; this only counts on from there. */
import { signal } from '@preact/signals';

interface Known {
  at: number;
  offset: string;
  speed: number;
  heard: number;
}

let known: Known | null = null;
export const now = signal('');

/** Take the server's time; `speed` is how fast it runs. */
export function hear(at: string, speed = known?.speed ?? 1): void {
  known = { at: Date.parse(at), offset: at.slice(-6), speed, heard: performance.now() };
  tick();
}

/** The product's milliseconds now; null before the server has said anything. */
export function productMs(): number | null {
  return known && known.at + (performance.now() - known.heard) * known.speed;
}

/** Keep `now` going, ISO with the server's own offset. */
export function run(): void {
  setInterval(tick, 250);
}

function tick(): void {
  const ms = productMs();
  if (ms === null || !known) return;
  const sign = known.offset.startsWith('-') ? -1 : 1;
  const [hours, mins] = known.offset.slice(1).split(':').map(Number) as [number, number];
  const local = new Date(ms + sign * (hours * 60 + mins) * 60_000).toISOString();
  now.value = `${local.slice(0, 23)}${known.offset}`;
}
