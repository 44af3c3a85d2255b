import { expect, test } from 'vitest';
import type { Ticket } from '../shared/wire';
import { createVisit, type Deed, leftNow, toldAtFirst, type World } from './model';

type Seen = Ticket & { at: string };

function aTicket(state: string, may: Deed[] = []): Seen {
  return { id: 't', number: 'A007', state, may, at: 'now' } as unknown as Seen;
}

function aWorld(changes: Partial<World> = {}): World {
  return {
    act: async () => null,
    why: async () => ({ overtaken_by: 0, sentence: { vi: 'v', en: 'e', fr: 'f' } }),
    sentence: (error) => (error as Error).message,
    feel: () => {},
    ...changes,
  };
}

test('the phone makes itself felt once, when the number is called', () => {
  let felt = 0;
  const visit = createVisit(aWorld({ feel: () => (felt += 1) }));

  visit.take(aTicket('waiting'));
  visit.take(aTicket('called'));
  visit.take(aTicket('called'));

  expect(felt).toBe(1);
});

test('a branch that stands still makes itself felt once, and is told to whoever may still be called', () => {
  let felt = 0;
  const visit = createVisit(aWorld({ feel: () => (felt += 1) }));
  const still = (step: number | null, may: Deed[] = []) =>
    ({ ...aTicket('waiting', may), step, branch_paused: 'evacuation' }) as Seen;

  visit.take({ ...aTicket('waiting'), step: 0, branch_paused: null });
  visit.take(still(0));
  visit.take(still(0));
  const told = visit.stop.value;
  visit.take(still(null, ['return']));
  const toldToWhoWasMissed = visit.stop.value;
  visit.take(still(null));

  expect(felt).toBe(1);
  expect([told, toldToWhoWasMissed, visit.stop.value]).toEqual(['evacuation', 'evacuation', null]);
});

test('what was refused is told and the ticket stays', async () => {
  const visit = createVisit(aWorld({ act: async () => Promise.reject(new Error('called already')) }));
  visit.take(aTicket('called', ['cancel']));

  await visit.act('cancel');

  expect(visit.message.value).toBe('called already');
  expect(visit.ticket.value?.state).toBe('called');
});

test('only what the ticket allows is sent, and a double press once', async () => {
  const sent: Deed[] = [];
  const visit = createVisit(
    aWorld({
      act: async (deed) => {
        sent.push(deed);
        return aTicket('waiting', ['cancel']);
      },
    }),
  );
  visit.take(aTicket('waiting', ['cancel', 'postpone']));

  await visit.act('return');
  await Promise.all([visit.act('postpone'), visit.act('postpone')]);
  await visit.act('postpone');

  expect(sent).toEqual(['postpone']);
});

test('a question ends once its act is no longer allowed, and does not come back by itself', () => {
  const visit = createVisit(aWorld());
  visit.take(aTicket('waiting', ['postpone']));
  visit.asking.value = 'postpone';

  visit.take(aTicket('waiting', ['postpone']));
  const stays = visit.asking.value;
  visit.take(aTicket('called'));
  visit.take(aTicket('waiting', ['postpone']));

  expect([stays, visit.asking.value]).toEqual(['postpone', null]);
});

test('why others went first is told while waiting and forgotten once called', async () => {
  const visit = createVisit(aWorld());
  visit.take(aTicket('waiting'));

  await visit.ask();
  const told = visit.why.value;
  visit.take(aTicket('called'));

  expect(told?.overtaken_by).toBe(0);
  expect(visit.why.value).toBeNull();
});

test('what is left now and what was told with the number are two things, and the second ends with the first call', () => {
  const waits = { wait_p50_s: 610, wait_p90_s: 1501, wait_low_s: 1200, wait_high_s: 2100, called_at: null };
  const ticket = waits as unknown as Ticket;

  expect(leftNow(ticket)).toEqual({ low: 10, high: 30 });
  expect(toldAtFirst(ticket)).toEqual({ low: 20, high: 35 });
  expect(leftNow({ ...ticket, wait_p50_s: null, wait_p90_s: null })).toBeNull();
  expect(toldAtFirst({ ...ticket, called_at: '2026-11-24T09:00:00+07:00' })).toBeNull();
});
