import { beforeEach, expect, test } from 'vitest';
import { type Answers, type Asked, aKiosk, posted, seconds } from './fakes';
import { type KioskModel, STAFF_S } from './kiosk';

let kiosk: KioskModel;
let asked: Asked[];
let answers: Answers;

beforeEach(async () => {
  ({ kiosk, asked, answers } = aKiosk({ '/staff/tickets': { tickets: [{ id: 't', number: 'A007' }] } }));
  await kiosk.refresh();
  kiosk.openStaff();
});

async function enter(): Promise<void> {
  for (const digit of '4711') kiosk.staff.type(digit);
  await kiosk.staff.enter();
}

test('the PIN goes with each request, and opens the page', async () => {
  await enter();

  expect(asked.at(-1)).toMatchObject({ path: '/staff/tickets', headers: { 'X-Staff-Pin': '4711' } });
  expect(kiosk.staff.isIn.value).toBe(true);
  expect(kiosk.staff.tickets.value).toHaveLength(1);
});

test('a wrong PIN is said and must be typed anew', async () => {
  answers['/staff/tickets'] = new Error('The PIN is not right.');

  await enter();

  expect(kiosk.message.value).toBe('The PIN is not right.');
  expect(kiosk.staff.isIn.value).toBe(false);
  expect(kiosk.staff.pin.value).toBe('');
});

test('what became of a test print is followed until it is known', async () => {
  answers['/staff/test-print'] = { job: 'test 1', print: 'queued', print_reason: null };
  answers['/staff/prints/test%201'] = { job: 'test 1', print: 'printed', print_reason: null };
  await enter();

  await kiosk.staff.act('test-print');
  await seconds(kiosk, 3);

  expect(kiosk.staff.paper.value?.print).toBe('printed');
  expect(asked.filter(({ path }) => path.startsWith('/staff/prints'))).toHaveLength(1);
});

test('a ticket is printed again by its id', async () => {
  answers['/staff/reprint'] = { job: 't again', print: 'queued', print_reason: null };
  await enter();

  await kiosk.staff.reprint('t');

  expect(posted(asked)).toMatchObject([{ path: '/staff/reprint', body: { id: 't' } }]);
});

test('the page closes over staff who have gone, and nothing of theirs stays', async () => {
  await enter();

  await seconds(kiosk, STAFF_S);

  expect(kiosk.screen.value.name).toBe('home');
  expect(kiosk.staff.isIn.value).toBe(false);
  expect(kiosk.staff.pin.value).toBe('');
  expect(kiosk.staff.tickets.value).toEqual([]);
});
