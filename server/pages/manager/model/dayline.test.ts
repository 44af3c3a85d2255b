import { expect, test } from 'vitest';
import { dayOf, halfHoursOf, stretchOf } from './dayline';

const span = (start: string, end: string) => ({
  start: `2026-11-24T${start}:00+07:00`,
  end: `2026-11-24T${end}:00+07:00`,
});
const DAY = span('08:00', '18:00');

test('the line of a board runs from the first beginning to the last end', () => {
  expect(dayOf([span('09:00', '12:00'), span('08:00', '11:00'), span('13:00', '18:00')])).toEqual(DAY);
  expect(dayOf([])).toBeNull();
});

test('a stretch lies where its hours are, cut at the ends of the day', () => {
  expect(stretchOf(span('12:00', '13:00'), DAY)).toEqual({ left: 40, width: 10 });
  expect(stretchOf(span('07:00', '09:00'), DAY)).toEqual({ left: 0, width: 10 });
  expect(stretchOf(span('19:00', '20:00'), DAY)).toBeNull();
});

test('half hours are told in the zone of the day, whatever that of the browser', () => {
  expect(halfHoursOf(span('08:00', '09:00'), 0)).toEqual([
    '2026-11-24T08:00:00+07:00',
    '2026-11-24T08:30:00+07:00',
    '2026-11-24T09:00:00+07:00',
  ]);
  expect(halfHoursOf(span('08:00', '09:00'), 1).at(0)).toBe('2026-11-24T07:00:00+07:00');
  expect(halfHoursOf(null, 3)).toEqual([]);
});
