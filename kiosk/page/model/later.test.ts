import { beforeEach, expect, test } from 'vitest';
import { Refusal } from '../../../server/pages/shared/requests';
import { type Answers, type Asked, aKiosk, anOffer, aService, aState, posted } from './fakes';
import type { KioskModel } from './kiosk';
import { isLater } from './later';

const DATES = ['2026-11-25T08:30:00+07:00', '2026-11-27T08:00:00+07:00'];
const BOOKED = { id: 'i', code: 'K7M2-9QXA', slot: DATES[0], print: 'queued', print_reason: null };

let kiosk: KioskModel;
let asked: Asked[];
let answers: Answers;

beforeEach(async () => {
  const services = [
    aService('land', { open: false, intake_closed: 'full' }),
    aService('works', { full_today: true }),
    aService('business'),
  ];
  const own = { '/state': aState({ services }), '/dates': { dates: DATES }, '/dates/K7M2-9QXA': { print: 'printed' } };
  ({ kiosk, asked, answers } = aKiosk(own));
  await kiosk.refresh();
});

async function choose(code: string, always = false): Promise<string> {
  kiosk.later.choose(code, { always });
  await expect.poll(() => kiosk.later.isBusy.value).toBe(false);
  return kiosk.screen.value.name;
}

test('who may not be reached today is offered days and another branch before a number', async () => {
  answers['/advice'] = { offers: [anOffer()] };

  expect(await choose('works')).toBe('later');
  expect(kiosk.screen.value).toMatchObject({ service: 'works', dates: DATES, offer: { branch: 'cau-giay' } });
  kiosk.taking.chooseElsewhere('works', 'cau-giay');
  expect(kiosk.screen.value.name).toBe('priority');
  answers['/tickets'] = { id: 't', print: 'queued' };
  await kiosk.taking.take(null);

  expect(posted(asked)).toMatchObject([{ path: '/tickets', body: { services: ['works'], advised: 'cau-giay' } }]);
});

test('without a line, what is closed can be chosen only where other branches are known for it', async () => {
  const [closed, works] = [
    aService('land', { open: false, intake_closed: 'full' }),
    aService('works', { full_today: true }),
  ];
  const known = aState({ link: 'down' });

  expect(isLater(known, closed)).toBe(false);
  expect(isLater(known, { ...closed, elsewhere: [{}] as never })).toBe(true);
  expect(isLater(known, works)).toBe(false);
});

test('a service that has room is taken as before, and so is one of which no day is free', async () => {
  expect(await choose('business')).toBe('priority');
  answers['/dates'] = { dates: [] };

  kiosk.home();
  expect(await choose('works')).toBe('priority');
});

test('a closed service says so also where no day is free; without a line it offers nothing', async () => {
  answers['/dates'] = new Error('away');
  answers['/state'] = aState({ services: [aService('land', { open: false })] });

  expect(await choose('land', true)).toBe('later');
  await kiosk.refresh();
  kiosk.home();
  expect(await choose('land')).toBe('priority');
});

test('a day that is pressed twice, or again after a lost answer, is one appointment', async () => {
  answers['/dates'] = { dates: DATES };
  await choose('land');
  answers['/dates'] = new Error('lost');
  await kiosk.later.book('land', DATES[0] as string);
  answers['/dates'] = BOOKED;

  await Promise.all([kiosk.later.book('land', DATES[0] as string), kiosk.later.book('land', DATES[0] as string)]);

  const ids = posted(asked).map(({ body }) => (body as { id: string }).id);
  expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  expect(kiosk.screen.value).toMatchObject({ name: 'booked', booked: { code: 'K7M2-9QXA' } });
  await kiosk.tick();
  expect(kiosk.screen.value).toMatchObject({ booked: { print: 'printed', slot: DATES[0] } });
});

test('the procedure that was found by words goes with a day and to another branch', async () => {
  answers['/advice'] = { offers: [anOffer()] };
  kiosk.later.choose('works', { procedure: 'house' });
  await expect.poll(() => kiosk.screen.value).toMatchObject({ name: 'later', procedure: 'house' });
  answers['/dates'] = BOOKED;
  answers['/tickets'] = { id: 't', print: 'queued' };

  await kiosk.later.book('works', DATES[0] as string, 'house');
  kiosk.taking.chooseElsewhere('works', 'cau-giay', 'house');
  await kiosk.taking.take(null);

  const [booked, elsewhere] = posted(asked).map(({ body }) => body);
  expect([booked, elsewhere]).toMatchObject([
    { service: 'works', procedure: 'house' },
    { services: ['works'], advised: 'cau-giay', procedure: 'house' },
  ]);
});

test('what an appointment does not keep is told before one makes it, and is over with it', async () => {
  const told = [kiosk.taking.said.value];
  kiosk.taking.file(12);
  told.push(kiosk.taking.said.value);
  kiosk.taking.need('deaf');
  told.push(kiosk.taking.said.value);
  kiosk.back();
  told.push(kiosk.taking.said.value);
  answers['/dates'] = BOOKED;
  await kiosk.later.book('land', DATES[0] as string);

  expect(told).toEqual([null, 'dossiers', 'both', 'needs']);
  expect([kiosk.screen.value.name, kiosk.taking.said.value]).toEqual(['booked', null]);
});

test('a day that was taken meanwhile is said, and may be asked for anew', async () => {
  await choose('land');
  answers['/dates'] = new Refusal(409, { detail: 'taken' } as never);
  await kiosk.later.book('land', DATES[0] as string);
  await kiosk.later.book('land', DATES[0] as string);

  const ids = posted(asked).map(({ body }) => (body as { id: string }).id);
  expect([kiosk.screen.value.name, kiosk.message.value, new Set(ids).size]).toEqual(['later', 'taken', 2]);
});
