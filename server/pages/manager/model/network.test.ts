import { expect, test } from 'vitest';
import { anAlert, aRow } from './fakes';
import { createNetwork, stampOfEach } from './network';

const AT = '2026-11-24T10:05:00.000+07:00';

test('of each branch the newest row is kept, in whatever order views come', () => {
  const network = createNetwork(() => AT);
  network.take({ branches: [aRow('a', { seq: 7, waiting: 7 }), aRow('b', { seq: 3, waiting: 3 })], ways: [] });

  network.take({ branches: [aRow('a', { seq: 6, waiting: 6 }), aRow('b', { seq: 4, waiting: 4 })], ways: [] });

  expect(network.rows.value.map((row) => row.waiting)).toEqual([7, 4]);
  expect(network.takenAt.value).toBe(AT);
});

test('a branch that is no longer told of is no longer shown', () => {
  const network = createNetwork(() => AT);
  network.take({ branches: [aRow('a'), aRow('b')], ways: [] });

  network.take({ branches: [aRow('b')], ways: [] });

  expect(network.rows.value.map((row) => row.code)).toEqual(['b']);
});

test('service points stand behind their branch, and only where they are wanted', () => {
  const network = createNetwork(() => AT);
  network.take({ branches: [aRow('a'), aRow('b'), aRow('a-1', { parent: 'a' })], ways: [] });

  expect(network.shown.value.map((row) => row.code)).toEqual(['a', 'b']);
  network.withPoints.value = true;
  expect(network.shown.value.map((row) => row.code)).toEqual(['a', 'a-1', 'b']);
});

test('the manager of a service point sees it though its branch is not told to him', () => {
  const network = createNetwork(() => AT);

  network.take({ branches: [aRow('a-1', { parent: 'a' })], ways: [] });

  expect(network.shown.value.map((row) => row.code)).toEqual(['a-1']);
  expect(network.hasPoints.value).toBe(false);
});

test('the alert that began last stands first', () => {
  const network = createNetwork(() => AT);
  const [old, late] = [anAlert('a', '2026-11-24T09:00:00+07:00'), anAlert('b', '2026-11-24T09:30:00+07:00')];

  network.take({ branches: [aRow('a', { alerts: [old] }), aRow('b', { alerts: [late] })], ways: [] });

  expect(network.alerts.value.map((alert) => alert.branch)).toEqual(['b', 'a']);
});

test('who is behind at one branch knows it by the heartbeat, and not by that of a branch he does not watch', () => {
  const fresh = stampOfEach();
  fresh.takes({ branches: [aRow('a', { seq: 5, rev: 2 })], ways: [] });

  expect(fresh.isBehind({ branch: 'a', seq: 5, rev: 2 })).toBe(false);
  expect(fresh.isBehind({ branch: 'a', seq: 5, rev: 3 })).toBe(true);
  expect(fresh.isBehind({ branch: 'b', seq: 99, rev: 0 })).toBe(false);
});

test('an older view does not make the page believe that it is up to date', () => {
  const fresh = stampOfEach();
  fresh.takes({ branches: [aRow('a', { seq: 5 })], ways: [] });

  fresh.takes({ branches: [aRow('a', { seq: 4 })], ways: [] });

  expect(fresh.isBehind({ branch: 'a', seq: 5, rev: 0 })).toBe(false);
  expect(fresh.isView({ type: '/problems/forbidden' })).toBe(false);
});
