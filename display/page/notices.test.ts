import { expect, test } from 'vitest';
import { atTurn, createNotices, createSeen, type Notice, urgentOf } from './notices';

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

test('a test of the loudspeakers has its own rank, and is not said once it is over', () => {
  const { due, isOver } = createNotices(() => 0);
  due([]);
  const [test] = due([a('test', { kind: 'test' })]);
  if (!test) throw new Error('it was not said at all');

  expect([test.kind, isOver(test)]).toEqual(['test', false]);
  due([]);

  expect(isOver(test)).toBe(true);
});

test('each notice has its turn in each language, and none is seen where none stands', () => {
  const turns = [0, 1, 2, 3, 5, 6].map((turn) => atTurn([a('one'), a('two')], turn));

  expect(turns.map((found) => [found?.notice.id, found?.spoken])).toEqual([
    ['one', 'vi'],
    ['one', 'en'],
    ['one', 'fr'],
    ['two', 'vi'],
    ['two', 'fr'],
    ['one', 'vi'],
  ]);
  expect(atTurn([], 4)).toBeNull();
});

test('a notice is told as seen once when it comes to the screen, and again where it was gone meanwhile', () => {
  const shown: string[] = [];
  const see = createSeen((id) => shown.push(id));
  const [one, two] = [a('one'), a('two')];

  for (const seen of [one, one, two, one, undefined]) see([one, two], seen);
  expect(shown).toEqual(['one', 'two']);
  see([two], two);
  see([one, two], one);

  expect(shown).toEqual(['one', 'two', 'one']);
});

test('what all must know now stands before every other notice', () => {
  const [out, cut] = [a('out', { kind: 'evacuation' }), a('cut', { kind: 'interruption' })];

  expect(urgentOf([a('one'), out])).toBe(out);
  expect(urgentOf([a('one'), cut])).toBe(cut);
  expect(urgentOf([a('one'), a('again', { kind: 'resumption' })])).toBeUndefined();
});
