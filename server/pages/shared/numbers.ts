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

const SHORT = /^([a-zđ])\s*(\d{1,2})$/i;

/** Which ticket number is meant by what was typed: "m3" is "M003"; anything else as it was typed. */
export function meant(typed: string): string {
  const text = typed.trim();
  const short = SHORT.exec(text);
  return short ? `${short[1]?.toUpperCase()}${short[2]?.padStart(3, '0')}` : text;
}
