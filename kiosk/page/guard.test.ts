import { expect, test } from 'vitest';
import { isHarmless, type Pressed } from './guard';

const pressed = (key: string, more: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...more,
});

test.each(['a', 'ệ', '7', ' ', 'Tab', 'Enter', 'Backspace', 'ArrowDown', 'Shift', 'Dead'])(
  '%s may be pressed',
  (key) => {
    expect(isHarmless(pressed(key))).toBe(true);
  },
);

test.each(['F1', 'F5', 'F11', 'F12', 'ContextMenu', 'BrowserBack', 'PrintScreen', 'Alt', 'Control', 'Meta', 'Insert'])(
  '%s does nothing of the browser’s',
  (key) => {
    expect(isHarmless(pressed(key))).toBe(false);
  },
);

test.each([
  ['w', { ctrlKey: true }],
  ['+', { ctrlKey: true }],
  ['ArrowLeft', { altKey: true }],
  ['Tab', { altKey: true }],
  ['l', { metaKey: true }],
  ['j', { ctrlKey: true, altKey: true }],
] as const)('%s with a key that makes it a command is stopped', (key, more) => {
  expect(isHarmless(pressed(key, more))).toBe(false);
});

test('a sign that needs AltGr may be written', () => {
  expect(isHarmless(pressed('@', { ctrlKey: true, altKey: true }))).toBe(true);
});
