import { expect, test } from 'vitest';
import type { BranchRow, Clock, Demo } from '../shared/wire';
import { createStart } from './model';

const clock: Clock = { now: '2026-11-24T09:00:00+07:00', speed: 20, epoch: 1 };
const row = (code: string, kind: string) => ({ code, kind }) as BranchRow;

test('service points stand apart from branches', async () => {
  const rows = [row('tay-ho', 'branch'), row('xuan-la', 'service_point')];
  const start = createStart({ branches: async () => rows, clock: async () => clock, demo: async () => null });

  await start.begin();

  expect(start.branches.value.map((one) => one.code)).toEqual(['tay-ho']);
  expect(start.points.value.map((one) => one.code)).toEqual(['xuan-la']);
});

test('a server that is away leaves the last figures and says so', async () => {
  let up = true;
  const branches = async () => (up ? [row('tay-ho', 'branch')] : Promise.reject(new Error('away')));
  const start = createStart({ branches, clock: async () => clock, demo: async () => null });
  await start.begin();

  up = false;
  await start.refresh();

  expect(start.lost.value).toBe(true);
  expect(start.branches.value).toHaveLength(1);
});

test('in the demonstration each branch leads to its kiosk, printer, free counter and greeter', async () => {
  const demo: Demo = {
    accounts: [{ branch: 'tay-ho', login: 'greeter-tay-ho', password: 'p', role: 'greeter' }],
    kiosks: [{ branch: 'tay-ho', url: 'http://k', printer: 'http://p' }],
    counters: [{ branch: 'tay-ho', counter: '32' }],
  };
  const start = createStart({ branches: async () => [], clock: async () => clock, demo: async () => demo });

  await start.begin();

  expect(start.links('tay-ho')).toEqual({ kiosk: 'http://k', printer: 'http://p', counter: '32', greeter: true });
  expect(start.links('ung-hoa')).toEqual({ kiosk: null, printer: null, counter: null, greeter: false });
});
