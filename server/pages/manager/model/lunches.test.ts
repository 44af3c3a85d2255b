import { expect, test } from 'vitest';
import { AWorld, anOfficer } from './fakes';
import { coverOf, createLunches, later, restsOf, spreadOver } from './lunches';
import { createStaff } from './staff';
import type { Around, Attempt } from './suggestions';
import type { Officer, Span } from './wire';

const at = (time: string) => `2026-11-24T${time}:00+07:00`;
const span = (start: string, end: string): Span => ({ start: at(start), end: at(end) });
const DAY = { roster: [span('08:00', '12:00'), span('13:00', '17:00')] };
const attempt: Attempt = async (work) => work().then(() => true);
const around: Around = { csrf: () => 'c', attempt, read: (_, work) => attempt(work) };

function serving(badge: string, ...services: string[]): Officer {
  return anOfficer(badge, { ...DAY, skills: Object.fromEntries(services.map((one) => [one, 1])) });
}

test('a quarter later is written in the zone of the instant, fractions left out', () => {
  expect(later('2026-11-24T23:50:00.5+07:00', 15)).toBe('2026-11-25T00:05:00+07:00');
});

test('a service that nobody is left for is told with its time, and a closed branch is not', () => {
  const officers = [serving('1', 'land'), serving('2', 'land', 'results'), serving('3', 'business')];
  const rests = new Map([
    ['1', span('11:30', '12:00')],
    ['2', span('11:45', '12:15')],
  ]);

  const { times, rows } = coverOf(officers, rests, DAY.roster);

  expect(times.map((one) => one.slice(11, 16))).toEqual(['11:30', '11:45', '12:00']);
  // The third one has no lunch of his own: he rests with the branch from twelve on.
  expect(rows).toEqual([
    { service: 'land', counts: [1, 0, 1], nobody: [span('11:45', '12:00')] },
    { service: 'results', counts: [1, 0, 0], nobody: [span('11:45', '12:15')] },
    { service: 'business', counts: [1, 1, 0], nobody: [span('12:00', '12:15')] },
  ]);
});

test('where all rest at once nobody is missed but while visitors are taken', () => {
  const rests = new Map([['1', span('11:45', '12:15')]]);

  const [land] = coverOf([serving('1', 'land')], rests, DAY.roster).rows;

  expect(land).toEqual({ service: 'land', counts: [0, 0], nobody: [span('11:45', '12:00')] });
});

test('who is sick or works elsewhere covers nothing', () => {
  const sick = { id: 1, kind: 'sick', ...span('08:00', '17:00'), note: null, by: 'x' } as const;
  const officers = [
    { ...serving('1', 'land'), absences: [sick] },
    { ...serving('2', 'land'), works_at: 'b' },
    serving('3', 'land'),
  ];

  expect(coverOf(officers, new Map([['3', span('11:00', '11:15')]]), []).rows[0]?.counts).toEqual([0]);
});

test('turns are dealt so that of those who serve the same not all rest at once', () => {
  const group = [serving('1', 'land'), serving('2', 'land'), serving('3', 'results'), serving('4', 'results')];

  const rests = spreadOver(group, { first: at('11:30'), minutes: 45, turns: 2 });

  expect([...rests].map(([badge, { start }]) => [badge, start.slice(11, 16)])).toEqual([
    ['1', '11:30'],
    ['2', '12:15'],
    ['3', '11:30'],
    ['4', '12:15'],
  ]);
  expect(coverOf(group, rests, DAY.roster).rows.flatMap((row) => row.nobody)).toEqual([]);
});

test('a draft changes nothing until it is saved at once, and what was saved is taken back at once', async () => {
  const world = new AWorld();
  const before = [serving('1', 'land'), { ...serving('2', 'results'), lunch: span('12:00', '13:00') }];
  world.answer('GET /api/v1/staff', () => ({ at: at('09:00'), open: {}, officers: before }));
  const lunch = { id: 7, kind: 'lunch', ...span('11:00', '11:30'), note: null, by: 'x' };
  world.answer('POST /api/v1/network/branches/a/lunches', () => ({
    at: at('09:00'),
    open: {},
    officers: [{ ...before[0], lunch: span('11:00', '11:30'), absences: [lunch] }, before[1]],
  }));
  world.answer('POST /api/v1/network/branches/a/lunches/cancel', () => ({
    at: at('09:00'),
    open: {},
    officers: before,
  }));
  const staff = createStaff(world, around);
  await staff.load();
  const lunches = createLunches(staff, () => at('09:00'));
  lunches.look('a');
  lunches.spread('land', { first: at('11:00'), minutes: 30, turns: 1 });
  lunches.set('2', span('12:00', '13:00'));

  expect(lunches.changed.value.map(([badge]) => badge)).toEqual(['1']);
  expect(world.sent('/api/v1/network/branches/a/lunches')).toEqual([]);
  await lunches.save();
  const [sent] = world.sent('/api/v1/network/branches/a/lunches');
  expect(sent?.body).toEqual({ lunches: [{ badge: '1', ...span('11:00', '11:30') }] });
  expect([lunches.changed.value, lunches.told.value]).toEqual([[], [7]]);
  await lunches.takeBack();
  expect(world.sent('/api/v1/network/branches/a/lunches/cancel')[0]?.body).toEqual({ absences: [7] });
  expect(lunches.told.value).toEqual([]);
});

test('a lunch that is over is no longer changed', async () => {
  const world = new AWorld();
  const officers = [
    { ...serving('1', 'land'), lunch: span('11:00', '11:30') },
    { ...serving('2', 'land'), lunch: span('11:30', '12:30') },
  ];
  world.answer('GET /api/v1/staff', () => ({ at: at('12:00'), open: {}, officers }));
  const staff = createStaff(world, around);
  await staff.load();
  const lunches = createLunches(staff, () => at('12:00'));
  lunches.look('a');

  lunches.spread(null, { first: at('14:00'), minutes: 30, turns: 1 });

  expect(lunches.changed.value.map(([badge]) => badge)).toEqual(['2']);
  expect(restsOf(lunches.officers.value).size).toBe(2);
});
