import { expect, test } from 'vitest';
import type { Call, HallView, Serving } from '../../server/pages/shared/wire';
import { createHall, ROWS, rowsOf } from './model';

function aCall(seq: number, kind: Call['kind'] = 'call'): Call {
  const number = `A${String(seq).padStart(3, '0')}`;
  return {
    id: `b-${seq}`,
    number,
    counter: '3',
    service: 'land',
    language: 'vi',
    at: 'now',
    kind,
    clips: [`/${seq}.wav`],
  };
}

function aServing(number: string, state: Serving['state']): Serving {
  return { id: number, number, counter: '1', service: 'land', state, language: 'vi', at: 'now' };
}

function aView(seq: number, calls: Call[], serving: Serving[] = []): HallView {
  return {
    branch: 'b',
    branch_names: {},
    zone: null,
    seq,
    rev: 0,
    at: 'now',
    open: true,
    calls,
    serving,
    next: [],
    waiting: 0,
    by_service: [],
    notices: [],
  };
}

test('calls of before the page began are shown but not spoken again', () => {
  const spoken: string[] = [];
  const hall = createHall(
    (calls) => spoken.push(...calls.map((call) => call.id)),
    () => {},
  );

  hall.take(aView(2, [aCall(2), aCall(1)]));

  expect(spoken).toEqual([]);
  expect(hall.rows.value.map((row) => row.number)).toEqual(['A002', 'A001']);
});

test('calls that come together are spoken each once, in order', () => {
  const spoken: string[] = [];
  const hall = createHall(
    (calls) => spoken.push(...calls.map((call) => call.id)),
    () => {},
  );

  hall.take(aView(1, [aCall(1)]));
  hall.take(aView(4, [aCall(4), aCall(3), aCall(2), aCall(1)]));
  hall.take(aView(5, [aCall(5), aCall(4), aCall(3), aCall(2), aCall(1)]));

  expect(spoken).toEqual(['b-2', 'b-3', 'b-4', 'b-5']);
});

test('a new call fills the left and then gives it back', () => {
  const later: (() => void)[] = [];
  const hall = createHall(
    () => {},
    (_ms, then) => later.push(then),
  );
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

test('who has left fills only the rows that nobody else needs', () => {
  const calls = [...Array(9).keys()].map((one) => aCall(9 - one));

  const rows = rowsOf(aView(9, calls, [aServing('S001', 'serving')]));

  expect(rows).toHaveLength(ROWS);
  expect(rows.slice(1).every((row) => row.state === 'left')).toBe(true);
});
