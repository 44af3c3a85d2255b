/** Where on the line of a working day does a stretch of time lie? In percent, cut at its ends. */
import type { Span } from './wire';

const HOUR_MS = 3_600_000;
export const HALF_HOUR_MS = HOUR_MS / 2;

export interface Stretch {
  left: number;
  width: number;
}

/** The hours of the day that the line shows, so that all rows of a board have the same. */
export function dayOf(spans: readonly Span[]): Span | null {
  if (spans.length === 0) return null;
  const earliest = spans.reduce((one, other) => (Date.parse(other.start) < Date.parse(one.start) ? other : one));
  const latest = spans.reduce((one, other) => (Date.parse(other.end) > Date.parse(one.end) ? other : one));
  return { start: earliest.start, end: latest.end };
}

/** Null for what lies outside of the day. */
export function stretchOf(span: Span, day: Span): Stretch | null {
  const [from, to] = [Date.parse(day.start), Date.parse(day.end)];
  const start = Math.max(Date.parse(span.start), from);
  const end = Math.min(Date.parse(span.end), to);
  if (end <= start) return null;
  return { left: (100 * (start - from)) / (to - from), width: (100 * (end - start)) / (to - from) };
}

/** Every half hour from some hours before a day to as many after it, as instants of the day's own zone. */
export function halfHoursOf(day: Span | null, moreHours: number): string[] {
  if (day === null) return [];
  const offset = day.start.slice(19).replace(/^\.\d+/, '');
  const first = Date.parse(day.start) - moreHours * HOUR_MS;
  const count = (Date.parse(day.end) + moreHours * HOUR_MS - first) / HALF_HOUR_MS;
  const ahead = Date.parse(`${day.start.slice(0, 19)}Z`) - Date.parse(day.start);
  return Array.from({ length: Math.floor(count) + 1 }, (_, at) => {
    const local = new Date(first + at * HALF_HOUR_MS + ahead).toISOString();
    return `${local.slice(0, 19)}${offset}`;
  });
}
