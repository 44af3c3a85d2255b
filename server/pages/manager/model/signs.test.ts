import { expect, test } from 'vitest';
import { shared, signsOf } from './signs';

const SIZE = { halfWidth: 20, halfHeight: 7 };
const spot = (code: string, x: number, y: number) => ({ code, x, y });

test('a sign stands on the middle of its way where there is room', () => {
  const [sign] = signsOf([{ from: spot('a', 0, 0), to: spot('b', 200, 0) }], [], SIZE);

  expect(sign).toEqual({ x: 100, y: 0, ...SIZE });
});

test('a sign makes room for a mark and for the signs before it', () => {
  const mark = { x: 100, y: 0, halfWidth: 22, halfHeight: 22 };
  const ways = [
    { from: spot('a', 0, 0), to: spot('b', 200, 0) },
    { from: spot('c', 0, 10), to: spot('d', 200, 10) },
  ];

  const signs = signsOf(ways, [mark], SIZE);

  for (const [at, one] of signs.entries())
    for (const other of [mark, ...signs.slice(0, at)]) expect(shared(one, other)).toBe(0);
});

test('where there is no room the least is covered', () => {
  const everywhere = { x: 0, y: 0, halfWidth: 900, halfHeight: 900 };

  expect(signsOf([{ from: spot('a', 0, 0), to: spot('b', 90, 0) }], [everywhere], SIZE)).toHaveLength(1);
});
