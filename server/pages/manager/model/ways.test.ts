import { expect, test } from 'vitest';
import { waysOf } from './ways';

const at = (code: string, lat: number, lon: number) => ({ code, lat, lon });

test('all branches are one network, by their shortest ways', () => {
  const places = [at('a', 21, 105.8), at('c', 21.3, 105.8), at('b', 21.1, 105.8), at('d', 21.1, 105.9)];

  expect(waysOf(places)).toEqual([
    ['a', 'b'],
    ['b', 'd'],
    ['b', 'c'],
  ]);
});

test('one branch or none needs no way', () => {
  expect(waysOf([])).toEqual([]);
  expect(waysOf([at('a', 21, 105)])).toEqual([]);
});
