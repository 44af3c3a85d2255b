import { expect, test } from 'vitest';
import { ALIVE_EVERY_MS, createRecord } from './record';

test('what was noted is sent once, with its age', async () => {
  const sent: unknown[] = [];
  const clock = { now: 100 };
  const record = createRecord(
    async (entries) => sent.push(entries),
    () => clock.now,
  );

  record.note({ call: 'b-1', what: 'shown' });
  clock.now = 350;
  await record.flush();
  await record.flush();

  expect(sent).toEqual([[{ call: 'b-1', what: 'shown', age_ms: 250 }]]);
});

test('what the server did not take is sent again, and never more than a bounded number is kept', async () => {
  let works = false;
  const sent: { call: string }[] = [];
  const record = createRecord(
    async (entries) => {
      if (!works) throw new Error('away');
      sent.push(...entries);
    },
    () => 0,
  );

  for (let call = 0; call < 700; call++) record.note({ call: `b-${call}`, what: 'said' });
  await record.flush();
  expect(record.size()).toBe(500);
  works = true;
  while (record.size() > 0) await record.flush();

  expect(sent.map((one) => one.call)).toEqual([...Array(500).keys()].map((at) => `b-${at + 200}`));
});

test('a screen that has nothing to tell says from time to time that it lives', async () => {
  const sent: unknown[][] = [];
  const clock = { now: 0 };
  const record = createRecord(
    async (entries) => sent.push(entries),
    () => clock.now,
  );

  for (; clock.now <= 2 * ALIVE_EVERY_MS; clock.now += ALIVE_EVERY_MS / 4) await record.flush();

  expect(sent).toEqual([[], [], []]);
});
