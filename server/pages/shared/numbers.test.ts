import { expect, test } from 'vitest';
import { hourOf, minutes, shown } from './numbers';

test('a number is shown with a space after its letter', () => {
  expect(shown('A007')).toBe('A 007');
  expect(shown('T1000')).toBe('T 1000');
});

test('an hour is the one of the instant, whatever the zone of the browser', () => {
  expect(hourOf('2026-11-24T23:05:00.000+07:00')).toBe('23:05');
});

test('seconds are told as minutes', () => {
  expect(minutes(252)).toBe('4:12');
  expect(minutes(-3)).toBe('0:00');
});
