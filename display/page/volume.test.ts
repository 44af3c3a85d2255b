import { expect, it } from 'vitest';
import { volumeAt } from './volume';

const SCREEN = {
  read_from_m: 10,
  screen_inch: 55,
  say_within_s: 60,
  volume: 80,
  volumes: [
    { from: '12:00', to: '13:00', percent: 0 },
    { from: '12:30', to: '17:00', percent: 50 },
  ],
};

it.each([
  ['11:59', 0.8],
  ['12:00', 0],
  ['12:59', 0],
  ['13:00', 0.5],
  ['17:00', 0.8],
])('at %s it is %d, as the first span that fits says', (hour, volume) => {
  expect(volumeAt(SCREEN, `2026-11-24T${hour}:30.000+07:00`)).toBe(volume);
});
