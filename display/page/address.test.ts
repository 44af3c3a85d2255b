import { expect, test } from 'vitest';
import { addressOf } from './address';

test('two screens of one machine in one room are two displays of which one speaks, once the second has a name', () => {
  const [first, second] = [addressOf('/hall/tay-ho', '?zone=a'), addressOf('/hall/tay-ho', '?zone=a&screen=2')];

  expect(second.display).not.toBe(first.display);
  expect(second.room).toBe(first.room);
});

test('a display that was paired before screens had names is still the same', () => {
  expect(addressOf('/hall/tay-ho', '?sound=0').display).toBe('tay-ho||');
  expect(addressOf('/hall/tay-ho/counter/5', '').display).toBe('tay-ho||5');
});

test('a screen over a counter and one that is told so are silent', () => {
  const addresses = [
    addressOf('/hall/b%2Fc/counter/5', ''),
    addressOf('/hall/b', '?sound=0'),
    addressOf('/hall/b', ''),
  ];

  expect(addresses.map((one) => one.isSilent)).toEqual([true, true, false]);
  expect(addresses.map((one) => [one.branch, one.counter])).toEqual([
    ['b/c', '5'],
    ['b', undefined],
    ['b', undefined],
  ]);
});
