import { expect, test } from 'vitest';
import { afterTheWay } from './offers';

test.each([
  // The way is a part of the wait: 18 minutes of 15 to 30 leave 0 to 12, and are no 33 to 48.
  [18, 15, 30, { travel: 18, low: 0, high: 12 }],
  [12, 15, 25, { travel: 12, low: 3, high: 13 }],
  [12, 5, 10, { travel: 12, low: 0, high: 5 }],
])('after %i minutes on the way, what is left of %i to %i minutes is waited', (travel, low, high, left) => {
  const told = { travel_s: travel * 60, wait_low_s: low * 60, wait_high_s: high * 60 };

  expect(afterTheWay(told)).toEqual(left);
});
