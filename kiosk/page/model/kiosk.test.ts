import { beforeEach, expect, test } from 'vitest';
import { type Answers, type Asked, aKiosk, aMine, aProcedure, aState, aStatus, posted, seconds } from './fakes';
import type { KioskModel } from './kiosk';

let kiosk: KioskModel;
let asked: Asked[];
let answers: Answers;

beforeEach(async () => {
  ({ kiosk, asked, answers } = aKiosk({ '/mine': aMine(), '/search': { found: [aProcedure('khai sinh')] } }));
  await kiosk.refresh();
});

test('who leaves is forgotten after the time that the modes allow', async () => {
  kiosk.turn('bigger');
  kiosk.taking.choose('land');
  kiosk.taking.need('deaf');

  await seconds(kiosk, 200);
  expect(kiosk.screen.value.name).toBe('priority');
  expect(kiosk.warning.value).toBeGreaterThan(0);
  await seconds(kiosk, 50);

  expect(kiosk.screen.value.name).toBe('home');
  expect(kiosk.bigger.value).toBe(false);
  expect(kiosk.taking.needs.value).toEqual([]);
});

test.each(['bigger', 'contrast', 'low', 'aloud'] as const)('with %s everything takes three times as long', (mode) => {
  kiosk.turn(mode);

  expect(kiosk.left.value).toBe(3 * 80);
});

test('nobody is warned at the first screen, where nothing was begun', async () => {
  await seconds(kiosk, 70);

  expect(kiosk.warning.value).toBeNull();
});

test('back leads to where one came from, and from the first screen nowhere', async () => {
  kiosk.go({ name: 'search' });
  kiosk.go({ name: 'procedure', found: aProcedure('khai sinh') });
  kiosk.back();
  expect(kiosk.screen.value.name).toBe('search');

  kiosk.back();
  kiosk.back();

  expect(kiosk.screen.value.name).toBe('home');
});

test('back takes back how many dossiers were to be filed, on whichever way one came', async () => {
  kiosk.go({ name: 'dossiers' });
  kiosk.taking.file(12);
  kiosk.taking.choose('land');
  kiosk.back();
  expect([kiosk.screen.value.name, kiosk.taking.dossiers.value]).toEqual(['home', 12]);

  kiosk.back();
  kiosk.back();
  expect([kiosk.screen.value.name, kiosk.taking.dossiers.value]).toEqual(['home', 1]);

  answers['/tickets'] = new Error('no answer');
  kiosk.taking.file(12);
  await kiosk.taking.decide(null);
  expect([kiosk.screen.value.name, kiosk.taking.dossiers.value]).toEqual(['home', 12]);
  kiosk.leave();
  expect([kiosk.screen.value.name, kiosk.taking.dossiers.value]).toEqual(['home', 1]);
});

test('who looks again at how many he files and goes back files as many as before', () => {
  kiosk.taking.file(12);
  kiosk.go({ name: 'dossiers' });
  kiosk.back();

  expect([kiosk.screen.value.name, kiosk.taking.dossiers.value]).toEqual(['home', 12]);
});

test('who has said how many dossiers he files is warned at the first screen too', async () => {
  kiosk.taking.file(12);
  await seconds(kiosk, 70);

  expect(kiosk.warning.value).toBe(10);
});

test('a machine that does not answer is known as cut off, and of its printer nothing is known', async () => {
  answers['/state'] = answers['/status'] = new Error('away');

  await kiosk.refresh();

  expect(kiosk.known.value?.link).toBe('down');
  expect(kiosk.lamp.value).toEqual({ condition: 'unknown', level: 'unknown' });
});

test.each([
  ['ok', 'fine'],
  ['near-end', 'soon'],
  ['paper-out', 'now'],
  ['cover-open', 'now'],
  ['cutter-error', 'now'],
  ['offline', 'now'],
  ['error', 'now'],
  ['unknown', 'unknown'],
  ['on-fire', 'unknown'],
] as const)('a printer that is %s has a lamp that says %s', async (condition, level) => {
  answers['/status'] = aStatus({ condition: condition as 'ok' });

  await kiosk.refresh();

  expect(kiosk.lamp.value.level).toBe(level);
});

test('a printer that nothing looks after is not fine, whatever was heard of it last', async () => {
  answers['/status'] = aStatus({ running: false });

  await kiosk.refresh();

  expect(kiosk.lamp.value.level).toBe('unknown');
});

test('a ticket that is scanned is shown from wherever one is', async () => {
  kiosk.go({ name: 'search' });

  kiosk.scanned('http://server/t/abc');
  await expect.poll(() => kiosk.screen.value.name).toBe('mine');

  expect(posted(asked)).toEqual([{ path: '/mine', body: { scanned: 'http://server/t/abc' } }]);
});

test('in the midst of taking a number nothing is scanned', () => {
  kiosk.go({ name: 'sending' });

  expect(kiosk.scanned('http://server/t/abc')).toBe(true);
  expect(posted(asked)).toEqual([]);
});

test('what a scanner reads that is no ticket is said, and one stays where one is', async () => {
  answers['/mine'] = new Error('This kiosk does not know that ticket.');
  kiosk.go({ name: 'scan' });

  kiosk.scanned('4006381333931');
  await expect.poll(() => kiosk.message.value).toBe('This kiosk does not know that ticket.');

  expect(kiosk.screen.value.name).toBe('scan');
});

test('whoever has gone before the answer comes is shown nobody’s ticket', async () => {
  kiosk.scanned('http://server/t/abc');
  kiosk.go({ name: 'search' });
  await expect.poll(() => kiosk.mine.isBusy.value).toBe(false);

  expect(kiosk.screen.value.name).toBe('search');
  expect(kiosk.mine.ticket.value).toBeNull();
});

test('what is done with a ticket goes by its token, and its new state is shown', async () => {
  await kiosk.mine.show('abc');
  kiosk.go({ name: 'mine-service', deed: 'change-service' });
  answers['/mine/x/change-service'] = aMine({ service: 'business' });

  await kiosk.mine.act('change-service', 'business');

  expect(posted(asked).at(-1)).toEqual({ path: '/mine/x/change-service', body: { service: 'business' } });
  expect(kiosk.screen.value.name).toBe('mine');
  expect(kiosk.mine.ticket.value?.service).toBe('business');
  expect(kiosk.mine.done.value).toBe('change-service');
});

test('a cancelled ticket stays on the screen as what it is now', async () => {
  await kiosk.mine.show('abc');
  answers['/mine/x/cancel'] = aMine({ state: 'cancelled', can: [] });

  await kiosk.mine.act('cancel');

  expect(kiosk.mine.ticket.value?.state).toBe('cancelled');
});

test('what is searched is asked of the agent as it is typed, and an old answer does not replace a new one', async () => {
  await kiosk.search.type('k');
  expect(kiosk.search.found.value).toHaveLength(1);

  const first = kiosk.search.type('h');
  answers['/search'] = { found: [] };
  await Promise.all([first, kiosk.search.type('a')]);

  expect(asked.filter(({ path }) => path.startsWith('/search')).at(-1)?.path).toBe('/search?q=kha');
  expect(kiosk.search.found.value).toEqual([]);
  await kiosk.search.erase();
  expect(kiosk.search.query.value).toBe('kh');
});

test('an empty question finds nothing and asks nobody', async () => {
  await kiosk.search.look('  ');

  expect(kiosk.search.isAnswered.value).toBe(false);
  expect(asked.filter(({ path }) => path.startsWith('/search'))).toEqual([]);
});

test('a closed branch is known to be closed', async () => {
  answers['/state'] = aState({ open: false });

  await kiosk.refresh();

  expect(kiosk.known.value?.open).toBe(false);
});

test.each([
  ['paper-out', 'ok', 'on-backup', 'soon'],
  ['unknown', 'near-end', 'on-backup', 'soon'],
  ['paper-out', 'cover-open', 'paper-out', 'now'],
  ['ok', 'offline', 'ok', 'fine'],
] as const)(
  'a printer that is %s beside a backup that is %s has the lamp of %s',
  async (condition, other, says, level) => {
    const backup = { condition: other, papers_left: 9, roll_ends: null };
    const { kiosk } = aKiosk({ '/status': aStatus({ condition, backup }) });

    await kiosk.refresh();

    expect(kiosk.lamp.value).toEqual({ condition: says, level });
  },
);
