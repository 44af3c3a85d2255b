/** How many officers can call visitors in each half hour of the day? Roster less lunch and absences, and overtime. */
import type { Officer, Span } from './wire';

const HALF_HOUR_MS = 30 * 60_000;

export interface Slot {
  /** The instant at which it begins, as the server's times are written. */
  at: string;
  rostered: number;
  working: number;
}

interface Stretch {
  from: number;
  to: number;
}

/** Return each half hour from the first to the last that anybody is rostered for. */
export function rotaOf(officers: readonly Officer[]): Slot[] {
  const spans = officers.flatMap((one) => [...one.roster, ...overtimeOf(one)]);
  if (spans.length === 0) return [];
  const first = Math.floor(Math.min(...spans.map((span) => stretch(span).from)) / HALF_HOUR_MS) * HALF_HOUR_MS;
  const last = Math.max(...spans.map((span) => stretch(span).to));
  const offset = (spans[0] as Span).start.slice(-6);
  const slots: Slot[] = [];
  for (let from = first; from < last; from += HALF_HOUR_MS) {
    const middle = from + HALF_HOUR_MS / 2;
    slots.push({
      at: inZone(from, offset),
      rostered: officers.filter((one) => holds([...one.roster, ...overtimeOf(one)], middle)).length,
      working: officers.filter((one) => isWorking(one, middle)).length,
    });
  }
  return slots;
}

function isWorking(officer: Officer, at: number): boolean {
  const overtime = overtimeOf(officer);
  const away = [
    ...(officer.lunch ? [officer.lunch] : []),
    ...officer.absences.filter((absence) => absence.kind !== 'overtime'),
  ];
  return holds([...officer.roster, ...overtime], at) && !holds(away, at);
}

function overtimeOf(officer: Officer): Span[] {
  return officer.absences.filter((absence) => absence.kind === 'overtime');
}

function holds(spans: readonly Span[], at: number): boolean {
  return spans.map(stretch).some(({ from, to }) => from <= at && at < to);
}

function stretch(span: Span): Stretch {
  return { from: Date.parse(span.start), to: Date.parse(span.end) };
}

function inZone(ms: number, offset: string): string {
  const sign = offset.startsWith('-') ? -1 : 1;
  const [hours, minutes] = /^[+-]/.test(offset) ? offset.slice(1).split(':').map(Number) : [0, 0];
  const local = new Date(ms + sign * ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000).toISOString();
  return `${local.slice(0, 19)}${/^[+-]/.test(offset) ? offset : 'Z'}`;
}
