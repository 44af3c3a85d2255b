import { expect, test } from 'vitest';
import type { Call, HallView, Serving } from '../../server/pages/shared/wire';
import { callOver, SOON_MS } from './calls';
import { AT_ONCE, boardOf, createHall, LEAST_MS, PAGES, ROWS, type Row, rowsOf, TALL, WIDE } from './model';

const AT = '2026-11-24T10:05:00+07:00';

/** An instant of the branch, so many seconds of product time before the views of these tests. */
function before(seconds: number): string {
  return new Date(Date.parse(AT) - seconds * 1000).toISOString();
}

function aCall(seq: number, kind: Call['kind'] = 'call'): Call {
  const number = `A${String(seq).padStart(3, '0')}`;
  return {
    id: `b-${seq}`,
    number,
    counter: '3',
    service: 'land',
    language: 'vi',
    at: AT,
    kind,
    clips: [`/${seq}.wav`],
    show_s: 8,
  };
}

function aServing(number: string, state: Serving['state']): Serving {
  return { id: number, number, counter: '1', service: 'land', state, language: 'vi', at: AT };
}

function aView(seq: number, calls: Call[], serving: Serving[] = []): HallView {
  return {
    branch: 'b',
    branch_names: {},
    zone: null,
    seq,
    rev: 0,
    at: AT,
    speed: 1,
    open: true,
    paused: null,
    intake_closed: null,
    calls,
    serving,
    next: [],
    waiting: 0,
    by_service: [],
    counters: [],
    notices: [],
    screen: { read_from_m: 10, screen_inch: 55, say_within_s: 60, volume: 100, volumes: [] },
  };
}

test('calls of before the page began are shown but not spoken again', () => {
  const spoken: string[] = [];
  const hall = createHall({ speak: (calls) => spoken.push(...calls.map(({ call }) => call.id)), after: () => {} });

  hall.take(aView(2, [aCall(2), aCall(1)]));

  expect(spoken).toEqual([]);
  expect(hall.rows.value.map((row) => row.number)).toEqual(['A002', 'A001']);
});

/** A page that was cut off after it had seen the call before the first of these; what it speaks, shows and passes. */
function cutOff(calls: Call[], serving: Serving[], more: Partial<HallView> = {}) {
  const spoken: [string, number][] = [];
  const passed: [string, string][] = [];
  const hall = createHall({
    speak: (due) => spoken.push(...due.map(({ call, ageMs }): [string, number] => [call.id, ageMs])),
    after: () => {},
    passed: ({ call, fate }) => passed.push([call.id, fate]),
  });
  hall.take(aView(1, []));
  hall.take({ ...aView(9, calls, serving), ...more });
  return { spoken, passed, filled: hall.filling.value.map((call) => call.id) };
}

test('after a cut who was called too long ago, or is served already, is neither spoken nor fills the screen', () => {
  const calls = [
    { ...aCall(4), at: before(20) },
    { ...aCall(3), at: before(50) },
    { ...aCall(2), at: before(61) },
  ];
  const there = [aServing('A004', 'called'), aServing('A003', 'serving'), aServing('A002', 'called')];
  const at3 = there.map((one) => ({ ...one, counter: '3' }));

  expect(cutOff(calls, at3)).toEqual({
    spoken: [['b-4', 20_000]],
    passed: [
      ['b-2', 'late'],
      ['b-3', 'superseded'],
    ],
    filled: ['b-4'],
  });
});

test('how old a call is goes by the wall clock, however fast product time runs', () => {
  const calls = [{ ...aCall(2), at: before(600) }];
  const there = [{ ...aServing('A002', 'called'), counter: '3' }];

  expect(cutOff(calls, there, { speed: 20 }).spoken).toEqual([['b-2', 30_000]]);
  expect(cutOff(calls, there).passed).toEqual([['b-2', 'late']]);
});

test('after a cut the last of several calls of one visitor is spoken, and no apology for a call that nobody heard', () => {
  const again = [
    { ...aCall(3), number: 'A001', kind: 'repeat' as const, at: before(10) },
    { ...aCall(2), number: 'A001', at: before(40) },
  ];
  const there = [{ ...aServing('A001', 'called'), counter: '3' }];
  const sorry = [
    { ...aCall(3, 'corrected'), number: 'A001' },
    { ...aCall(2), number: 'A001', at: before(30) },
  ];

  expect(cutOff(again, there).spoken).toEqual([['b-3', 10_000]]);
  expect(cutOff(sorry, []).passed).toEqual([
    ['b-2', 'superseded'],
    ['b-3', 'superseded'],
  ]);
});

test('a call that comes at once is spoken though the counter has gone on meanwhile', () => {
  expect(cutOff([{ ...aCall(2), at: before(SOON_MS / 1000) }], []).spoken).toEqual([['b-2', SOON_MS]]);
});

test('a call that is undone or made again leaves the screen to what came of it', () => {
  const hall = createHall({ speak: () => {}, after: () => {} });
  hall.take(aView(1, []));
  const filling = () => hall.filling.value.map((call) => [call.number, call.kind]);

  hall.take(aView(2, [aCall(2)]));
  hall.take(aView(3, [{ ...aCall(3, 'corrected'), number: aCall(2).number }, aCall(2)]));
  const undone = filling();
  hall.take(
    aView(5, [
      { ...aCall(5, 'repeat'), number: 'B009' },
      { ...aCall(4), number: 'B009' },
    ]),
  );

  expect(undone).toEqual([[aCall(2).number, 'corrected']]);
  expect(filling()).toEqual([...undone, ['B009', 'repeat']]);
});

test('a call turns the rows back to their first page, and takes no turn from a notice', () => {
  const hall = createHall({ speak: () => {}, after: () => {} });
  hall.take(aView(1, []));
  for (let turn = 0; turn < 4; turn++) hall.turn();

  hall.take(aView(2, [aCall(2)]));

  expect([hall.page.value, hall.turns.value]).toEqual([0, 4]);
});

test('calls that come together are spoken each once, in order', () => {
  const spoken: string[] = [];
  const hall = createHall({ speak: (calls) => spoken.push(...calls.map(({ call }) => call.id)), after: () => {} });

  hall.take(aView(1, [aCall(1)]));
  hall.take(aView(4, [aCall(4), aCall(3), aCall(2), aCall(1)]));
  hall.take(aView(5, [aCall(5), aCall(4), aCall(3), aCall(2), aCall(1)]));

  expect(spoken).toEqual(['b-2', 'b-3', 'b-4', 'b-5']);
});

test('a new call fills the left and then gives it back', () => {
  const later: (() => void)[] = [];
  const hall = createHall({ speak: () => {}, after: (_ms, then) => later.push(then) });
  hall.take(aView(1, []));

  hall.take(aView(2, [aCall(2)]));
  expect(hall.filling.value.map((call) => call.number)).toEqual(['A002']);
  later.shift()?.();

  expect(hall.filling.value).toEqual([]);
});

test('a number that was called and not started stands before all others, however many there are', () => {
  const serving = [...Array(9).keys()].map((one) => aServing(`S00${one}`, 'serving'));

  const rows = rowsOf(aView(9, [], [...serving, aServing('A001', 'called')]));

  expect(rows[0]?.number).toBe('A001');
  expect(rows).toHaveLength(10);
});

test('who was called again blinks, not whose call is of long ago', () => {
  const called = [aServing('A001', 'called'), aServing('A002', 'called'), aServing('A003', 'called')];

  const rows = rowsOf(aView(9, [aCall(2, 'repeat'), aCall(1)], called));

  expect(rows.map((row) => row.blinking)).toEqual([false, true, false]);
});

test('who has left fills only the rows that nobody else needs', () => {
  const calls = [...Array(9).keys()].map((one) => aCall(9 - one));

  const rows = rowsOf(aView(9, calls, [aServing('S001', 'serving')]));

  expect(rows).toHaveLength(ROWS);
  expect(rows.slice(1).every((row) => row.state === 'left')).toBe(true);
});

test('calls that come together share the screen, then wait for their turn, each for its least time', () => {
  const later: [number, () => void][] = [];
  const seen: string[] = [];
  const hall = createHall({
    speak: () => {},
    after: (ms, then) => later.push([ms, then]),
    shown: (call) => seen.push(call.id),
  });
  hall.take(aView(1, []));
  const calls = [...Array(9).keys()].map((one) => aCall(10 - one));

  hall.take(aView(10, calls));
  expect(hall.filling.value).toHaveLength(AT_ONCE);
  expect(later.every(([ms]) => ms >= LEAST_MS)).toBe(true);
  while (later.length > 0) later.shift()?.[1]();

  expect(seen).toEqual([...Array(9).keys()].map((one) => `b-${one + 2}`));
  expect(hall.filling.value).toEqual([]);
});

test('who needs longer fills the screen for longer', () => {
  const times: number[] = [];
  const hall = createHall({ speak: () => {}, after: (ms) => times.push(ms) });
  hall.take(aView(1, []));

  hall.take(aView(2, [{ ...aCall(2), show_s: 16 }]));

  expect(times).toEqual([16_000]);
});

test('while people must leave no call that waited for its turn comes to the screen', () => {
  const later: (() => void)[] = [];
  const seen: string[] = [];
  const shown = (call: Call) => seen.push(call.id);
  const hall = createHall({ speak: () => {}, after: (_ms, then) => later.push(then), shown });
  hall.take(aView(1, []));
  const calls = [4, 3, 2].map((seq) => aCall(seq));
  const out: HallView['notices'][number] = {
    id: 'out',
    kind: 'evacuation',
    texts: {},
    opens_at: null,
    clips: [],
    every_s: null,
  };

  hall.take(aView(4, calls));
  hall.take({ ...aView(5, calls), notices: [out] });
  while (later.length > 0) later.shift()?.();

  expect([seen, hall.filling.value]).toEqual([['b-2', 'b-3'], []]);
});

test('over a counter only the last call of who is called there is seen', () => {
  const again = { ...aCall(4, 'repeat'), number: 'A001' };
  const calls = [{ ...aCall(5), counter: '7' }, again, { ...aCall(1), number: 'A001' }];
  const there = [
    { ...aServing('A001', 'called'), counter: '3' },
    { ...aServing('A005', 'serving'), counter: '7' },
  ];

  expect(callOver(aView(5, calls, there), '3')).toBe(again);
  expect(callOver(aView(5, calls, there), '7')).toBeUndefined();
  expect(callOver(aView(5, calls, there), '1')).toBeUndefined();
});

test('what is known of calls does not grow with the weeks', () => {
  const hall = createHall({ speak: () => {}, after: (_ms, then) => then() });
  for (let seq = 1; seq <= 5000; seq++) hall.take(aView(seq, [aCall(seq)]));

  expect(hall.known.size).toBeLessThan(300);
});

function rows(state: Row['state'], count: number): Row[] {
  return [...Array(count).keys()].map((one) => ({
    key: `${state}${one}`,
    number: `A${one}`,
    counter: `${one}`,
    state,
    blinking: false,
  }));
}

const FORMATS = { wide: WIDE, tall: TALL };

test.each(['wide', 'tall'] as const)('of 1 to 40 counters all that call stand on every page, %s', (format) => {
  for (let counters = 1; counters <= 40; counters++) {
    for (let called = 0; called <= counters; called++) {
      const all = [...rows('called', called), ...rows('serving', counters - called)];
      const { pages, columns, lines } = boardOf(all, 0, FORMATS[format]);

      const boards = [...Array(pages).keys()].map((page) => boardOf(all, page, FORMATS[format]));

      for (const board of boards) {
        expect(board.rows.filter((row) => row.state === 'called')).toHaveLength(called);
        expect(board.rows.length).toBeLessThanOrEqual(columns * lines);
      }
      const seen = new Set(boards.flatMap((board) => board.rows.map((row) => row.key)));
      if (called < columns * lines) expect(seen.size).toBe(counters);
    }
  }
});

test.each([
  ['wide', 6, 0, { columns: 1, lines: 6, pages: 1 }],
  ['wide', 30, 5, { columns: 2, lines: 6, pages: 4 }],
  ['wide', 40, 6, { columns: 2, lines: 6, pages: PAGES }],
  ['wide', 30, 10, { columns: 3, lines: 6, pages: 3 }],
  ['wide', 40, 40, { columns: 4, lines: 10, pages: 1 }],
  ['tall', 6, 0, { columns: 1, lines: 6, pages: 1 }],
  ['tall', 30, 5, { columns: 1, lines: 12, pages: 4 }],
  ['tall', 40, 40, { columns: 2, lines: 20, pages: 1 }],
] as const)('%s, %i counters of which %i call have the largest letters that fit', (format, counters, called, shape) => {
  const all = [...rows('called', called), ...rows('serving', counters - called)];

  expect(boardOf(all, 0, FORMATS[format])).toMatchObject(shape);
});

test('few counters need one column and one page', () => {
  expect(boardOf(rows('serving', 5), 3)).toMatchObject({ columns: 1, pages: 1, page: 0 });
});
