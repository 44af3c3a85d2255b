/** How many officers can call visitors in each half hour of the day? Roster less lunch and absences, and overtime. */
import { dayOf, HALF_HOUR_MS, halfHoursOf } from './dayline';
import type { Officer, Span } from './wire';

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
  return halfHoursOf(dayOf(spans), 0)
    .slice(0, -1)
    .map((at) => {
      const middle = Date.parse(at) + HALF_HOUR_MS / 2;
      return {
        at,
        rostered: officers.filter((one) => holds([...one.roster, ...overtimeOf(one)], middle)).length,
        working: officers.filter((one) => isWorking(one, middle)).length,
      };
    });
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
