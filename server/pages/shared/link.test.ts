import { expect, test } from 'vitest';
import { freshKey, isNewer, isUnanswered, oneStamp, Refusal, Unreached } from './link';

test('a view of a lower seq or rev never replaces the one that is shown', () => {
  const shown = { seq: 7, rev: 3 };

  expect(isNewer({ seq: 6, rev: 9 }, shown)).toBe(false);
  expect(isNewer({ seq: 7, rev: 2 }, shown)).toBe(false);
  expect(isNewer({ seq: 7, rev: 4 }, shown)).toBe(true);
  expect(isNewer({ seq: 8, rev: 0 }, shown)).toBe(true);
  expect(isNewer({ seq: 1, rev: 0 }, null)).toBe(true);
});

test('every action has a key of its own', () => {
  expect(freshKey()).toMatch(/^[0-9a-f]{32}$/);
  expect(freshKey()).not.toBe(freshKey());
});

test('a gateway that answers for a server that is away leaves everything open', () => {
  expect(isUnanswered(new Unreached('no route'))).toBe(true);
  expect(isUnanswered(new Refusal(502, null))).toBe(true);
  expect(isUnanswered(new Refusal(409, null))).toBe(false);
  expect(isUnanswered(new Error('our own fault'))).toBe(false);
});

test('who watches under one stamp keeps the newest view and knows when it is behind', () => {
  const fresh = oneStamp<{ seq: number; rev: number }>();

  expect(fresh.isBehind({ branch: 'b', seq: 9, rev: 9 })).toBe(false);
  expect(fresh.takes({ seq: 7, rev: 3 })).toBe(true);
  expect(fresh.takes({ seq: 6, rev: 9 })).toBe(false);
  expect(fresh.isBehind({ branch: 'b', seq: 7, rev: 3 })).toBe(false);
  expect(fresh.isBehind({ branch: 'b', seq: 7, rev: 4 })).toBe(true);
  fresh.forget();
  expect(fresh.takes({ seq: 1, rev: 0 })).toBe(true);
});
