/** How long does somebody wait at another branch who sets out now? His place there counts from now, not from then. */

/** Nobody is called the moment he comes in: less than so many minutes is not promised. */
const AT_LEAST = 5;

export interface Way {
  travel_s: number;
  wait_low_s: number;
  wait_high_s: number;
}

/** The way and what is left of the wait after it, in minutes: together they tell when one is called, from now on. */
export function afterTheWay({ travel_s, wait_low_s, wait_high_s }: Way): { travel: number; low: number; high: number } {
  const travel = Math.round(travel_s / 60);
  const low = Math.max(0, Math.floor(wait_low_s / 60) - travel);
  return { travel, low, high: Math.max(AT_LEAST, Math.ceil(wait_high_s / 60) - travel) };
}
