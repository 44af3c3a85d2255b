import { expect, test } from 'vitest';
import { scaleOf, shiftAt } from './size';

test('letters grow with the distance and with a smaller screen, within what fits', () => {
  expect(scaleOf({ read_from_m: 10, screen_inch: 55 })).toBe(1);
  expect(scaleOf({ read_from_m: 12, screen_inch: 55 })).toBeCloseTo(1.2);
  expect(scaleOf({ read_from_m: 10, screen_inch: 65 })).toBeLessThan(1);
  expect(scaleOf({ read_from_m: 30, screen_inch: 20 })).toBe(1.25);
});

test('the picture moves every minute, never far, and comes back', () => {
  const places = [...Array(64).keys()].map(shiftAt);

  for (const [at, place] of places.slice(1).entries()) expect(place).not.toEqual(places[at]);
  expect(Math.max(...places.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)]))).toBeLessThanOrEqual(6);
  expect(shiftAt(64)).toEqual(shiftAt(0));
});
