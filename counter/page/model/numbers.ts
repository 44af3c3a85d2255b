/** Which ticket number does an officer mean? "m3" is typed for "M003". */

const SHORT = /^([a-zđ])\s*(\d{1,2})$/i;

/** A number with at least the three digits that every number has; anything else as it was typed. */
export function meant(typed: string): string {
  const text = typed.trim();
  const short = SHORT.exec(text);
  return short ? `${short[1]?.toUpperCase()}${short[2]?.padStart(3, '0')}` : text;
}
