import { beforeEach, expect, test } from 'vitest';
import { type Answers, type Asked, aKiosk, anOffer, aState, aTicket, posted, seconds } from './fakes';
import type { KioskModel } from './kiosk';
import { paperOf } from './paper';
import { TICKET_S, UNPRINTED_S } from './taking';
import type { Taken } from './world';

let kiosk: KioskModel;
let asked: Asked[];
let answers: Answers;

beforeEach(async () => {
  ({ kiosk, asked, answers } = aKiosk({ '/tickets': aTicket(), '/tickets/t': aTicket() }));
  await kiosk.refresh();
});

async function take(priority: string | null = null): Promise<void> {
  kiosk.taking.choose('land');
  await kiosk.taking.take(priority);
}

const plain = { services: ['land'], language: 'en', priority: null, needs: [], dossiers: 1, large: false };

test('two taps make a ticket: the service, and whether one has priority', async () => {
  kiosk.taking.choose('land');
  expect(kiosk.screen.value.name).toBe('priority');

  await kiosk.taking.take(null);

  expect(posted(asked)).toEqual([{ path: '/tickets', body: plain }]);
  expect(kiosk.screen.value.name).toBe('ticket');
});

test('where no class has priority one tap is enough', async () => {
  answers['/state'] = aState({ priorities: [] });
  await kiosk.refresh();

  kiosk.taking.choose('land');
  await expect.poll(() => kiosk.screen.value.name).toBe('ticket');

  expect(posted(asked)).toHaveLength(1);
  // A tap that meets a cut line must still show a number within a second.
  expect(asked.find(({ path }) => path.startsWith('/advice'))?.within).toBe(100);
});

test('needs, dossiers and larger letters go with the ticket', async () => {
  kiosk.taking.dossiers.value = 12;
  kiosk.taking.need('deaf');
  kiosk.taking.need('wheelchair');
  kiosk.taking.need('wheelchair');
  kiosk.turn('bigger');

  await take('priority');

  const more = { priority: 'priority', needs: ['deaf'], dossiers: 12, large: true };
  expect(posted(asked)).toEqual([{ path: '/tickets', body: { ...plain, ...more } }]);
});

test('what one visitor wished is not wished for who scans a code over his ticket', async () => {
  kiosk.taking.file(12);
  kiosk.taking.need('deaf');
  await take('priority');

  kiosk.taking.choose('business');
  await kiosk.taking.take(null);

  expect(posted(asked).at(-1)?.body).toEqual({ ...plain, services: ['business'] });
});

test('the procedure that was found by words goes with the number, and with no other', async () => {
  kiosk.later.choose('land', { procedure: 'first' });
  await kiosk.taking.take(null);
  await take();

  expect(posted(asked).map(({ body }) => body)).toEqual([{ ...plain, procedure: 'first' }, plain]);
});

test('who sees little gets a ticket in large print', async () => {
  kiosk.taking.need('low-vision');

  await take();

  expect(posted(asked)[0]?.body).toMatchObject({ large: true });
});

test('a second tap while the first is sent takes no second number', async () => {
  kiosk.taking.choose('land');
  await Promise.all([kiosk.taking.take(null), kiosk.taking.take(null)]);

  expect(posted(asked)).toHaveLength(1);
});

test('a server that is away is told in a sentence, and the visitor may try again', async () => {
  answers['/tickets'] = new Error('the server does not answer');

  await take();

  expect(kiosk.message.value).toBe('the server does not answer');
  expect(kiosk.screen.value.name).toBe('home');
});

test('another branch is offered before the number, and the visitor decides', async () => {
  answers['/advice'] = { offers: [anOffer()] };

  await take();
  expect(kiosk.screen.value.name).toBe('advice');
  expect(posted(asked)).toEqual([]);
  await kiosk.taking.decide('cau-giay');

  expect(posted(asked)).toEqual([{ path: '/tickets', body: { ...plain, advised: 'cau-giay' } }]);
});

test('who stays in spite of an offer gets a number of this branch', async () => {
  answers['/advice'] = { offers: [anOffer()] };

  await take();
  await kiosk.taking.decide(null);

  expect(posted(asked)).toEqual([{ path: '/tickets', body: plain }]);
});

test('who leaves before there is word of other branches gets no number', async () => {
  kiosk.taking.choose('land');
  const taken = kiosk.taking.take(null);
  kiosk.home();
  await taken;

  expect(posted(asked)).toEqual([]);
  expect(kiosk.screen.value.name).toBe('home');
});

test('no word about other branches is no reason to wait', async () => {
  answers['/advice'] = new Error('away');

  await take();

  expect(kiosk.screen.value.name).toBe('ticket');
});

test('number and code stay a minute when the paper did not come', async () => {
  await take();
  await seconds(kiosk, 10);

  answers['/tickets/t'] = aTicket({ print: 'failed' });
  await kiosk.tick();

  expect(kiosk.left.value).toBe(UNPRINTED_S);
});

test('the screen is given back soon once the paper is there', async () => {
  await take();

  answers['/tickets/t'] = aTicket({ print: 'printed' });
  await kiosk.tick();
  expect(kiosk.left.value).toBe(TICKET_S);
  await seconds(kiosk, TICKET_S);

  expect(kiosk.screen.value.name).toBe('home');
});

test('of a print that is unknown the visitor is asked; a ticket that came ends it', async () => {
  answers['/tickets'] = answers['/tickets/t'] = aTicket({ print: 'unknown' });
  answers['/tickets/t/came-out'] = aTicket({ print: 'printed' });
  await take();

  await kiosk.taking.cameOut(true);
  await kiosk.tick();

  expect(posted(asked).at(-1)).toEqual({ path: '/tickets/t/came-out', body: { yes: true } });
  expect(kiosk.screen.value).toMatchObject({ name: 'ticket', came: true });
  expect(kiosk.left.value).toBe(TICKET_S - 1);
});

test('a ticket that did not come is printed again, and followed like the first', async () => {
  answers['/tickets'] = aTicket({ print: 'unknown' });
  answers['/tickets/t/came-out'] = aTicket({ print: 'queued' });
  await take();

  await kiosk.taking.cameOut(false);
  expect(kiosk.screen.value).toMatchObject({ name: 'ticket', ticket: { print: 'queued' } });
  answers['/tickets/t'] = aTicket({ print: 'printed' });
  await kiosk.tick();

  expect(kiosk.left.value).toBe(TICKET_S);
});

test.each([
  ['queued', null, 'coming'],
  ['sending', null, 'coming'],
  ['printed', null, 'there'],
  ['sent', null, 'there'],
  ['queued', 'paper-out', 'lost'],
  ['failed', 'no-connection', 'lost'],
  ['unknown', 'no-acknowledgement', 'perhaps'],
] as const)('of a paper that is %s (%s) the visitor reads that it is %s', (print, reason, told) => {
  expect(paperOf({ print, print_reason: reason } as Taken)).toBe(told);
});
