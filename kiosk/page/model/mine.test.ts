import { expect, test } from 'vitest';
import { Refusal } from '../../../server/pages/shared/requests';
import { aKiosk, aMine, aTicket } from './fakes';
import { IDLE_S, WARNING_S } from './kiosk';
import type { Mine, NoAppointment } from './world';

const elsewhere = { type: '/problems/booking-elsewhere', title: 'No', detail: 'Elsewhere.', service: 'land' };
const no = (more: object) => new Refusal(409, { ...elsewhere, ...more } as never);

test('a refused code leads to a screen of its own, from where the code can be put right', async () => {
  const { kiosk } = aKiosk({ '/mine': no({ appointment: true, travel_s: 720 }) });
  kiosk.go({ name: 'appointment' });

  await kiosk.mine.show('K7M2-9QXA');

  const shown = kiosk.screen.value as { name: string; why: NoAppointment };
  expect([shown.name, shown.why.service, shown.why.travel_s]).toEqual(['no-appointment', 'land', 720]);
  expect(kiosk.mine.code.value).toBe('K7M2-9QXA');
  kiosk.home();
  expect(kiosk.mine.code.value).toBe('');
});

test('a ticket that is refused is said where one stands', async () => {
  const { kiosk } = aKiosk({ '/mine': no({}) });
  kiosk.go({ name: 'scan' });

  await kiosk.mine.show('x');

  expect([kiosk.screen.value.name, kiosk.message.value]).toEqual(['scan', 'Elsewhere.']);
});

test('whoever comes next does not find the code of who was taken in', async () => {
  const { kiosk } = aKiosk({ '/mine': aMine({ checked_in: true }) });

  await kiosk.mine.show('K7M2-9QXA');

  expect([kiosk.screen.value.name, kiosk.mine.done.value, kiosk.mine.code.value]).toEqual(['mine', 'check-in', '']);
});

const paper = (print: string, reason: string | null = null) =>
  ({ id: 't', print, print_reason: reason, phone_url: 'http://s/t/x' }) as NonNullable<Mine['paper']>;

test('after a check-in the paper is followed until it is there, and each change gives time to read it', async () => {
  const { kiosk, answers } = aKiosk({ '/mine': aMine({ checked_in: true, paper: paper('queued') }) });
  await kiosk.mine.show('K7M2-9QXA');
  kiosk.left.value = 5;

  answers['/tickets/t'] = aTicket({ print: 'failed', print_reason: 'paper-out' });
  await kiosk.tick();
  const lost = kiosk.mine.ticket.value?.paper;

  expect([lost?.print, lost?.print_reason, lost?.phone_url]).toEqual(['failed', 'paper-out', 'http://s/t/x']);
  expect(kiosk.left.value).toBe(IDLE_S + WARNING_S);
  answers['/tickets/t'] = aTicket({ print: 'printed', by_backup: true });
  await kiosk.tick();
  expect(kiosk.mine.ticket.value?.paper).toMatchObject({ print: 'printed', by_backup: true });
});

test('whether a paper of which nobody knows came out, its holder is asked', async () => {
  const { kiosk, asked } = aKiosk({
    '/mine': aMine(),
    '/mine/x/print': aMine({ paper: paper('unknown') }),
    '/tickets/t/came-out': aTicket({ print: 'queued' }),
  });
  await kiosk.mine.show('x');
  await kiosk.mine.act('print');

  await kiosk.mine.cameOut(false);

  expect(asked.at(-1)).toMatchObject({ path: '/tickets/t/came-out', body: { yes: false } });
  expect(kiosk.mine.ticket.value?.paper?.print).toBe('queued');
});

test('what is changed without a paper promises none', async () => {
  const { kiosk } = aKiosk({ '/mine': aMine({ paper: paper('queued') }), '/mine/x/cancel': aMine() });
  await kiosk.mine.show('x');

  await kiosk.mine.act('cancel');

  expect(kiosk.mine.ticket.value?.paper).toBeUndefined();
});
