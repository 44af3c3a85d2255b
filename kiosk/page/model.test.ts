import { beforeEach, expect, test } from 'vitest';
import { type AgentState, createKiosk, type KioskModel, paperOf, type Taken, TICKET_S, UNPRINTED_S } from './model';

const state = {
  branch: 'b',
  open: true,
  link: 'up',
  age_s: 0,
  services: [],
  languages: ['vi'],
  priorities: [{ code: 'priority', names: {} }],
} as unknown as AgentState;
const aTicket = (print: Taken['print'], reason: string | null = null) =>
  ({ id: 't', number: 'A007', print, print_reason: reason, phone_url: 'http://s/t/x' }) as unknown as Taken;

let asked: object[] = [];
let paper: Taken['print'] = 'queued';
let reason: string | null = null;
let fails = false;
let kiosk: KioskModel;

beforeEach(async () => {
  asked = [];
  paper = 'queued';
  reason = null;
  fails = false;
  kiosk = createKiosk({
    state: async () => state,
    take: async (body) => {
      asked.push(body);
      if (fails) throw new Error('the server does not answer');
      return aTicket('queued');
    },
    ticket: async () => aTicket(paper, reason),
    language: () => 'en',
    firstLanguage: () => {},
    isTall: () => false,
    sentence: (error) => (error as Error).message,
  });
  await kiosk.refresh();
});

test('two taps make a ticket: the service, and whether one has priority', async () => {
  kiosk.choose('land');
  expect(kiosk.screen.value).toEqual({ name: 'priority', service: 'land' });

  await kiosk.take('land', null);

  expect(asked).toEqual([{ services: ['land'], language: 'en', priority: null }]);
  expect(kiosk.screen.value.name).toBe('ticket');
});

test('a second tap while the first is sent takes no second number', async () => {
  await Promise.all([kiosk.take('land', null), kiosk.take('land', null)]);

  expect(asked).toHaveLength(1);
});

test('a server that is away is told in a sentence, and the visitor may try again', async () => {
  fails = true;

  await kiosk.take('land', null);

  expect(kiosk.message.value).toBe('the server does not answer');
  expect(kiosk.screen.value.name).toBe('home');
});

test('number and code stay a minute when the paper did not come', async () => {
  await kiosk.take('land', null);
  for (let second = 0; second < 10; second += 1) await kiosk.tick();

  paper = 'failed';
  await kiosk.tick();

  expect(kiosk.left.value).toBe(UNPRINTED_S);
});

test('the screen is given back soon once the paper is there', async () => {
  await kiosk.take('land', null);

  paper = 'printed';
  await kiosk.tick();
  expect(kiosk.left.value).toBe(TICKET_S);
  for (let second = 0; second < TICKET_S; second += 1) await kiosk.tick();

  expect(kiosk.screen.value.name).toBe('home');
});

test.each([
  ['queued', null, 'coming'],
  ['sending', null, 'coming'],
  ['printed', null, 'there'],
  ['sent', null, 'there'],
  ['queued', 'paper-out', 'lost'],
  ['failed', 'no-connection', 'lost'],
  ['unknown', 'no-acknowledgement', 'perhaps'],
] as const)('of a paper that is %s (%s) the visitor reads that it is %s', (print, why, told) => {
  expect(paperOf(aTicket(print, why))).toBe(told);
});

test('who leaves is forgotten after the time that the modes allow', async () => {
  kiosk.bigger.value = true;
  kiosk.stay();
  kiosk.choose('land');

  for (let second = 0; second < 200; second += 1) await kiosk.tick();
  expect(kiosk.screen.value.name).toBe('priority');
  expect(kiosk.warning.value).toBeGreaterThan(0);
  for (let second = 0; second < 50; second += 1) await kiosk.tick();

  expect(kiosk.screen.value.name).toBe('home');
  expect(kiosk.bigger.value).toBe(false);
});
