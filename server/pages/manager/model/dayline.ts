/** Where on the line of a working day does a stretch of time lie? In percent, cut at its ends. */
import type { Span } from './wire';

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
