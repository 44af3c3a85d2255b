import { expect, test } from 'vitest';
import { createLease, createTeller } from './speaker-lease';

function aMachine() {
  const kept = new Map<string, string>();
  const clock = { now: 1000 };
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  return { clock, page: (me: string, place = 'b|') => createLease(place, me, storage, () => clock.now) };
}

test('of two pages of a hall only the first speaks', () => {
  const { page } = aMachine();
  const [first, second] = [page('1'), page('2')];

  expect([first.mine(), second.mine(), first.mine()]).toEqual([true, false, true]);
});

test('another page speaks as soon as the first one ends, or when it is silent for too long', () => {
  const { page, clock } = aMachine();
  const [first, second, third] = [page('1'), page('2'), page('3')];
  first.mine();

  first.give();
  expect(second.mine()).toBe(true);
  clock.now += 10_000;

  expect(third.mine()).toBe(true);
  expect(second.mine()).toBe(false);
});

test('a page that renews late by some seconds keeps its turn', () => {
  const { page, clock } = aMachine();
  const [first, second] = [page('1'), page('2')];
  first.mine();
  clock.now += 6000;

  expect([second.mine(), first.mine()]).toEqual([false, true]);
});

test('pages of two halls on one machine both speak', () => {
  const { page } = aMachine();

  expect([page('1', 'b|a').mine(), page('2', 'b|b').mine()]).toEqual([true, true]);
});

test('a page that may keep nothing speaks', () => {
  const broken = {
    getItem: () => {
      throw new Error('private');
    },
    setItem: () => {},
    removeItem: () => {},
  };

  expect(createLease('b', '1', broken, () => 0).mine()).toBe(true);
});

test('of two pages of one display the one that speaks tells how it does, and the other when that one has ended', () => {
  const { page } = aMachine();
  const [silent, speaks] = [page('1', 'word'), page('2', 'word')];
  const voice = page('2', 'voice');
  const [first, second] = [createTeller(null, silent), createTeller(voice, speaks)];

  expect([first(), second(), first(), second(), first()]).toEqual([true, true, false, true, false]);
  voice.give();
  speaks.give();

  expect(first()).toBe(true);
});
