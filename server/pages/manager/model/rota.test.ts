import { expect, test } from 'vitest';
import { anOfficer } from './fakes';
import { rotaOf } from './rota';
import type { Absence } from './wire';

const at = (time: string) => `2026-11-24T${time}:00+07:00`;
const span = (start: string, end: string) => ({ start: at(start), end: at(end) });

function away(kind: Absence['kind'], start: string, end: string): Absence {
  return { id: 1, kind, ...span(start, end), note: null, by: 'x' };
}

test('lunch and absences are taken from the roster, in the zone of the branch', () => {
  const officers = [
    anOfficer('1', { roster: [span('08:00', '10:00')] }),
    anOfficer('2', { roster: [span('08:00', '10:00')], lunch: span('09:00', '09:30') }),
    anOfficer('3', { roster: [span('08:00', '10:00')], absences: [away('sick', '08:30', '23:59')] }),
  ];

  expect(rotaOf(officers)).toEqual([
    { at: at('08:00'), rostered: 3, working: 3 },
    { at: at('08:30'), rostered: 3, working: 2 },
    { at: at('09:00'), rostered: 3, working: 1 },
    { at: at('09:30'), rostered: 3, working: 2 },
  ]);
});

test('overtime adds to the day', () => {
  const late = anOfficer('1', { roster: [span('16:00', '17:00')], absences: [away('overtime', '17:00', '18:00')] });

  expect(rotaOf([late]).map((slot) => slot.working)).toEqual([1, 1, 1, 1]);
});

test('nobody rostered is no day at all', () => {
  expect(rotaOf([anOfficer('1', { roster: [] })])).toEqual([]);
});
