/** How large must letters be? As large as the network file's distance and screen ask, within what the screen can hold. */

const USUAL = { read_from_m: 10, screen_inch: 55 };
const LEAST = 0.8;
const MOST = 1.25;

/** Return by how much the letters grow against those for 10 m and 55 inches. */
export function scaleOf(screen: { read_from_m: number; screen_inch: number }): number {
  const wanted = (screen.read_from_m / USUAL.read_from_m) * (USUAL.screen_inch / screen.screen_inch);
  return Math.min(MOST, Math.max(LEAST, wanted));
}

const SHIFTS = [0, 3, 6, 3, 0, -3, -6, -3];

/** Return where the picture stands in a minute: a few pixels to and fro, so that nothing burns in. */
export function shiftAt(minute: number): { x: number; y: number } {
  const at = (step: number) => SHIFTS[((step % SHIFTS.length) + SHIFTS.length) % SHIFTS.length] as number;
  return { x: at(minute), y: at(Math.floor(minute / SHIFTS.length) + 2) };
}
