/** How are numbers and times shown? */

/** "A007" → "A 007". */
export function shown(number: string): string {
  return number.replace(/^(\D+)/, '$1 ');
}

/** Hours and minutes of an instant, as its own offset says: never the browser's zone. */
export function hourOf(instant: string): string {
  return instant.slice(11, 16);
}

/** "4:12" of so many seconds. */
export function minutes(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
