import { expect, test } from 'vitest';
import { createScanner } from './scanner';

/** Types a text and what ends it, a key each `gap` ms; returns what was taken for scanned. */
function typed(text: string, { gap = 5, isTyping = false, end = 'Enter' } = {}): string | null {
  const scanner = createScanner();
  const keys = [...text].flatMap((sign) => (/[A-Z:]/.test(sign) ? ['Shift', sign] : [sign]));
  const heard = [...keys, end].map((key, at) => scanner.take({ key, timeStamp: 5000 + at * gap }, isTyping));
  expect(heard.slice(0, -1).every((one) => one === null)).toBe(true);
  return heard.at(-1) ?? null;
}

const APPOINTMENT = 'K7M2-9QXA';
const ADDRESS = 'http://localhost:8080/t/dGhpcyBpcyBhIHRva2Vu-_';

test.each([ADDRESS, 'dGhpcyBpcyBhIHRva2V1-_', 'HN2K7Q'])('%s is scanned on any screen', (code) => {
  expect(typed(code)).toBe(code);
});

test.each([ADDRESS, 'dGhpcyBpcyBhIHRva2V1-_', APPOINTMENT])(
  '%s is scanned also while a field is written in',
  (code) => {
    expect(typed(code, { isTyping: true })).toBe(code);
  },
);

test.each(['khai sinh cho con', 'HN2K7Q'])('%s that somebody writes into a field is not scanned', (words) => {
  expect(typed(words, { isTyping: true })).toBeNull();
});

test('single keys with long pauses are no scan', () => {
  expect(typed('abcdefgh', { gap: 1500 })).toBeNull();
});

test.each([ADDRESS, APPOINTMENT])('%s is scanned also by a scanner that ends with Tab', (code) => {
  expect(typed(code, { end: 'Tab' })).toBe(code);
});

test('Tab after a few letters leads on', () => {
  expect(typed('HN2K7Q', { end: 'Tab' })).toBeNull();
});

test('a sign amid a code is no key for the voice, and one that stands alone is', () => {
  const scanner = createScanner();
  const amid = ['-', '-', 'K', '-'].map((key, at) => {
    scanner.take({ key, timeStamp: 5000 + at }, false);
    return scanner.isAmid();
  });

  expect(amid).toEqual([false, false, true, true]);
});

test('Enter alone presses what has the focus', () => {
  expect(typed('')).toBeNull();
});

test('a key that writes nothing begins anew', () => {
  const scanner = createScanner();
  for (const key of ['a', 'b', 'c', 'd', 'Tab']) scanner.take({ key, timeStamp: 1 }, false);

  expect(scanner.take({ key: 'Enter', timeStamp: 2 }, false)).toBeNull();
});
