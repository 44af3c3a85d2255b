import { expect, test } from 'vitest';
import { AShelf } from './fakes';
import { createKeys, DEFAULTS, signOf } from './keys';

test('no key does two things from the start', () => {
  const codes = Object.values(DEFAULTS).flat();

  expect(new Set(codes).size).toBe(codes.length);
});

test('a key that another action has is refused, until it is cleared there', () => {
  const keys = createKeys(new AShelf());

  expect(keys.assign('lock', 0, 'Numpad9')).toEqual({ result: 'taken', by: 'pause' });
  expect(keys.byCode.value.get('Numpad9')).toBe('pause');

  keys.clear('pause', 0);
  expect(keys.assign('lock', 0, 'Numpad9')).toEqual({ result: 'assigned' });
  expect(keys.byCode.value.get('Numpad9')).toBe('lock');
});

test.each(['KeyA', 'Semicolon', 'Space', 'Enter', 'NumpadEnter', 'Escape', 'Tab', 'ArrowUp', 'F5', 'F12'])(
  '%s is never taken: it is typed with, or the browser needs it',
  (code) => {
    expect(createKeys(new AShelf()).assign('lock', 0, code)).toEqual({ result: 'not-allowed' });
  },
);

test('keys outlive a reload, and the first ones can be had back', () => {
  const shelf = new AShelf();
  createKeys(shelf).assign('call-next', 0, 'Digit1');

  const reloaded = createKeys(shelf);
  expect(reloaded.byCode.value.get('Digit1')).toBe('call-next');
  expect(reloaded.byCode.value.has('NumpadAdd')).toBe(false);

  reloaded.restore();
  expect(reloaded.keys.value).toEqual(DEFAULTS);
  expect(shelf.kept.size).toBe(0);
});

test('a key moved from the first to the second place of an action stands there once', () => {
  const keys = createKeys(new AShelf());

  keys.assign('recall', 1, 'Numpad1');

  expect(keys.keys.value.recall).toEqual(['', 'Numpad1']);
});

test.each(['{', '{"call-next": "NumpadAdd"}', '{"call-next": ["KeyA"]}', '{"nothing": ["F8"]}', 'null'])(
  'damaged settings %s are as none',
  (damaged) => {
    const shelf = new AShelf();
    shelf.write('motcua.keys', damaged);

    expect(createKeys(shelf).keys.value).toEqual(DEFAULTS);
  },
);

test('a key of the numeric pad is named by its sign', () => {
  expect(['NumpadAdd', 'Numpad4', 'F8'].map(signOf)).toEqual(['+', '4', 'F8']);
});
