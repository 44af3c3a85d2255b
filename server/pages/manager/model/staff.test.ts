import { beforeEach, expect, test } from 'vitest';
import { AWorld, anOfficer, settled } from './fakes';
import { createStaff } from './staff';
import type { Around, Attempt } from './suggestions';

let world: AWorld;
const attempt: Attempt = async (work) => work().then(() => true);
const around: Around = { csrf: () => 'c', attempt, read: (_, work) => attempt(work) };
const AT = '2026-11-24T08:00:00+07:00';
const SICK = { id: 5, kind: 'sick', start: AT, end: '2026-11-24T17:00:00+07:00', note: null, by: 'mai' } as const;

beforeEach(() => {
  world = new AWorld();
  world.answer('GET /api/v1/staff', () => ({
    at: AT,
    open: {},
    officers: [anOfficer('1'), anOfficer('2', { branch: 'b' })],
  }));
});

test('officers stand by branch', async () => {
  const staff = createStaff(world, around);

  await staff.load();

  expect([...staff.byBranch.value].map(([branch, ones]) => [branch, ones.length])).toEqual([
    ['a', 1],
    ['b', 1],
  ]);
});

test('a sick call takes two taps on the same officer, and the board that is answered is shown', async () => {
  world.answer('POST /api/v1/staff/1/absences', () => ({
    at: AT,
    open: {},
    officers: [anOfficer('1', { state: 'sick' })],
  }));
  const staff = createStaff(world, around);
  await staff.load();

  staff.sick('1');
  expect(world.sent('/api/v1/staff/1/absences')).toHaveLength(0);
  staff.sick('1');
  await settled();

  expect(world.sent('/api/v1/staff/1/absences')[0]?.body).toEqual({ kind: 'sick', start: null, end: null, note: null });
  expect(staff.officers.value[0]?.state).toBe('sick');
  expect(staff.asked.value).toBeNull();
});

test('a tap on another officer asks there, and tells nothing of the first', async () => {
  const staff = createStaff(world, around);
  await staff.load();

  staff.sick('1');
  staff.sick('2');
  await settled();

  expect(staff.asked.value).toBe('2');
  expect(world.asked.filter((one) => one.method === 'POST')).toEqual([]);
});

test('what was told of an officer can be taken back', async () => {
  world.answer('POST /api/v1/staff/1/absences/5/cancel', () => ({ at: AT, open: {}, officers: [anOfficer('1')] }));
  const staff = createStaff(world, around);

  expect(await staff.cancel('1', SICK)).toBe(true);

  expect(staff.officers.value[0]?.absences).toEqual([]);
});
