import { expect, test } from 'vitest';
import { isKept, levelOf, SHARE_WITHIN_15 } from './level';

test.each([
  [900, 'good'],
  [901, 'slow'],
  [1800, 'slow'],
  [1801, 'bad'],
  [null, 'none'],
])('P90 of %s s is %s', (wait_p90_s, level) => {
  expect(levelOf({ open: true, wait_p90_s })).toBe(level);
});

test('a closed branch has no level, whatever was told last', () => {
  expect(levelOf({ open: false, wait_p90_s: 9000 })).toBe('none');
});

test('nobody called yet breaks no promise', () => {
  expect(isKept(null, SHARE_WITHIN_15)).toBe(true);
  expect(isKept(0.79, SHARE_WITHIN_15)).toBe(false);
});
