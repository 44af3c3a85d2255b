import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const tokens = Object.fromEntries(
  [...css.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map((found) => [found[1], found[2]]),
);

/** Relative luminance of WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(tokens[one] as string), luminance(tokens[other] as string)].sort((a, b) => b - a);
  return ((light as number) + 0.05) / ((dark as number) + 0.05);
}

test.each([
  ['ink', 'background'],
  ['action', 'background'],
  ['ok', 'background'],
  ['warn', 'background'],
  ['alert', 'background'],
  ['ink', 'quiet'],
  ['hall-ink', 'hall'],
  ['called', 'hall'],
  ['muted', 'hall'],
  ['hall', 'called'],
])('text in %s on %s can be read by everybody', (text, ground) => {
  expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
});

test.each([['line', 'background']])('the border %s on %s can be seen', (border, ground) => {
  expect(contrast(border, ground)).toBeGreaterThanOrEqual(3);
});
