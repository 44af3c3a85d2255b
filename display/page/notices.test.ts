import { expect, test } from 'vitest';
import { createNotices, type Notice } from './notices';

function a(id: string, more: Partial<Notice> = {}): Notice {
  return { id, kind: 'notice', texts: {}, opens_at: null, clips: [`/${id}.wav`], every_s: null, ...more };
}

test('what stood before the page began is not said, what comes later is said once', () => {
  const { due } = createNotices(() => 0);

  expect(due([a('old')])).toEqual([]);
  expect(due([a('old'), a('new'), a('written', { clips: [] })]).map((one) => one.id)).toEqual(['new']);
  expect(due([a('old'), a('new')])).toEqual([]);
});

test('a notice that asks for it is said again after its time', () => {
  const clock = { now: 0 };
  const { due } = createNotices(() => clock.now);
  const notice = a('land', { every_s: 600 });

  due([notice]);
  clock.now = 599_000;
  expect(due([notice])).toEqual([]);
  clock.now = 600_000;

  expect(due([notice])).toHaveLength(1);
  expect(due([notice])).toEqual([]);
});

test('an evacuation is said even by a page that begins in it, and with its own rank', () => {
  expect(createNotices(() => 0).due([a('out', { kind: 'evacuation' })])[0]?.kind).toBe('evacuation');
});

test('a notice that comes and goes is not said more often than it asks', () => {
  const clock = { now: 0 };
  const { due } = createNotices(() => clock.now);
  const delay = a('delay', { kind: 'delay', every_s: 900 });
  due([]);

  expect(due([delay])).toHaveLength(1);
  due([]);
  clock.now = 600_000;
  expect(due([delay])).toEqual([]);
  due([]);
  clock.now = 901_000;

  expect(due([delay])).toHaveLength(1);
});

test('what is over before its turn came is not said; people who must leave and calls are', () => {
  const { due, isOver } = createNotices(() => 0);
  due([]);
  const [sorry] = due([a('sorry', { kind: 'apology' })]);
  if (!sorry) throw new Error('it was not said at all');

  expect([sorry.kind, isOver(sorry)]).toEqual(['visitor', false]);
  due([]);

  expect(isOver(sorry)).toBe(true);
  expect(isOver({ ...sorry, kind: 'call' })).toBe(false);
  expect(isOver({ ...sorry, kind: 'evacuation' })).toBe(false);
});
