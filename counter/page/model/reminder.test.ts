import { expect, test } from 'vitest';
import { aTicket, aView } from './fakes';
import { seemsForgotten } from './reminder';

const NINE = Date.parse('2026-11-24T09:00:00+07:00');

function serving(mean_service_s: number | null, more = {}) {
  const ticket = aTicket('serving', more);
  if (ticket.steps[0]) ticket.steps[0].started_at = '2026-11-24T09:00:00+07:00';
  const today = { ...aView(1).today, mean_service_s };
  return aView(1, ticket, { today });
}

const after = (minutes: number): number => NINE + minutes * 60_000;

test('without a day to compare with, half an hour seems long', () => {
  expect(seemsForgotten(serving(null), after(29), null)).toBe(false);
  expect(seemsForgotten(serving(null), after(31), null)).toBe(true);
});

test('three times the mean of today seems long, but minutes never do', () => {
  expect(seemsForgotten(serving(15 * 60), after(44), null)).toBe(false);
  expect(seemsForgotten(serving(15 * 60), after(46), null)).toBe(true);
  expect(seemsForgotten(serving(60), after(9), null)).toBe(false);
});

test('a folder may take as long as its dossiers of one turn', () => {
  const folder = serving(5 * 60, { dossiers_left: 25 });

  expect(seemsForgotten(folder, after(100), null)).toBe(false);
  expect(seemsForgotten(folder, after(151), null)).toBe(true);
});

test('who says that it goes on is not asked again', () => {
  expect(seemsForgotten(serving(null), after(90), 't1')).toBe(false);
});
