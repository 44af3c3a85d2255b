import { expect, test } from 'vitest';
import type { Ticket } from '../shared/wire';
import { createVisit } from './model';

function aTicket(state: string): Ticket & { at: string } {
  return { id: 't', number: 'A007', state, at: 'now' } as unknown as Ticket & { at: string };
}

test('the phone makes itself felt once, when the number is called', () => {
  let felt = 0;
  const visit = createVisit({ cancel: async () => null, sentence: String, called: () => (felt += 1) });

  visit.take(aTicket('waiting'));
  visit.take(aTicket('called'));
  visit.take(aTicket('called'));

  expect(felt).toBe(1);
});

test('a cancelling that was refused is told and the ticket stays', async () => {
  const refused = { cancel: async () => Promise.reject(new Error('called already')), called: () => {} };
  const visit = createVisit({ ...refused, sentence: (error) => (error as Error).message });
  visit.take(aTicket('called'));

  await visit.cancel();

  expect(visit.message.value).toBe('called already');
  expect(visit.ticket.value?.state).toBe('called');
});
