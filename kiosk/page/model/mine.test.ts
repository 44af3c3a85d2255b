import { expect, test } from 'vitest';
import { Refusal } from '../../../server/pages/shared/requests';
import { aKiosk, aMine } from './fakes';
import type { NoAppointment } from './world';

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
