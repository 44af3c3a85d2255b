import { beforeEach, expect, test } from 'vitest';
import { Unreached } from '../../../server/pages/shared/link';
import type { CounterModel } from './counter';
import { createCounter } from './counter';
import { ACTS, AWorld, aSession, aTicket, atWork, aView, PLACE, refusal, settled } from './fakes';
import { WORTH_MS } from './sending';

const START = `${ACTS}start`;
let world: AWorld;
let counter: CounterModel;

beforeEach(async () => {
  world = new AWorld();
  counter = await atWork(world, aView(1, aTicket('called')));
});

/** Answer a path with each of these in turn, the last one for ever. */
function inTurn(path: string, ...answers: unknown[]): void {
  let at = 0;
  world.answer(path, () => {
    const answer = answers[Math.min(at, answers.length - 1)];
    at += 1;
    if (answer instanceof Error) throw answer;
    return answer;
  });
}

const started = { counter: '3', ticket: aTicket('serving'), seq: 5 };

test('an act that nobody answers goes out again under its first key', async () => {
  inTurn(START, new Unreached('gone'), refusal(503, 'branch-busy'), started);

  counter.perform('start');
  await settled();

  const keys = world.sent(START).map((one) => one.key);
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
  expect(counter.board.shown.value?.ticket?.state).toBe('serving');
});

test('two acts have two keys', async () => {
  inTurn(START, started);
  inTurn(`${ACTS}recall`, { counter: '3', ticket: aTicket('called'), seq: 4 });

  counter.perform('recall');
  await settled();
  counter.perform('start');
  await settled();

  expect(world.sent(`${ACTS}recall`)[0]?.key).not.toBe(world.sent(START)[0]?.key);
});

test('nothing is shown as done any longer once an answer stays away', async () => {
  let shownMeanwhile = '';
  world.wait = async (ms) => {
    shownMeanwhile = counter.board.shown.value?.ticket?.state ?? '';
    world.ms += ms;
  };
  inTurn(START, new Unreached('gone'), started);

  counter.perform('start');
  await settled();

  expect(shownMeanwhile).toBe('called');
});

test('after two minutes the page says that it does not know', async () => {
  world.wait = async () => {
    world.ms += WORTH_MS;
  };
  inTurn(START, new Unreached('gone'));

  counter.perform('start');
  await settled();

  expect(counter.notices.notice.value).toEqual({ kind: 'unknown', deed: 'start', number: 'A007' });
  expect(counter.deeds.sending.underWay.value).toBeNull();
  expect(world.ofTab.kept.size).toBe(0);
});

test('an officer may have enough of waiting', async () => {
  world.wait = async () => counter.deeds.sending.giveUp();
  inTurn(START, new Unreached('gone'));

  counter.perform('start');
  await settled();

  expect(counter.notices.notice.value?.kind).toBe('unknown');
  expect(world.sent(START)).toHaveLength(2);
});

test('a reload in the middle goes on with the same key', async () => {
  let answer: (value: unknown) => void = () => {};
  world.answer(START, () => new Promise((resolve) => (answer = resolve)));
  counter.perform('start');
  await settled();

  inTurn(START, started);
  const reloaded = createCounter(world, PLACE);
  await reloaded.session.begin();
  reloaded.take(aView(1, aTicket('called')));
  await settled();

  const keys = world.sent(START).map((one) => one.key);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  answer(started);
});

test('an act refused for want of a session goes on after the sign-in of the same officer', async () => {
  inTurn(START, refusal(401, 'not-signed-in'), started);

  counter.perform('start');
  await settled();
  expect(counter.session.standing.value).toBe('lost');
  expect(counter.board.shown.value?.ticket?.state).toBe('called');
  await counter.session.signIn('an', 'x');
  await settled();

  const keys = world.sent(START).map((one) => one.key);
  expect(new Set(keys).size).toBe(1);
  expect(counter.board.shown.value?.ticket?.state).toBe('serving');
});

test('what another officer left unanswered is not done in the name of who signs in now', async () => {
  inTurn(START, refusal(401, 'not-signed-in'));
  counter.perform('start');
  await settled();

  const other = aSession();
  other.person = { ...other.person, login: 'binh', badge: '9999' };
  world.answer('/api/v1/session', () => other);
  await counter.session.signIn('binh', 'x');
  await settled();

  expect(world.sent(START)).toHaveLength(1);
  expect(counter.notices.notice.value).toEqual({ kind: 'dropped', deed: 'start', number: 'A007' });
});

test('a lock set in another tab lets the act wait for the PIN', async () => {
  inTurn(START, refusal(403, 'locked'), started);
  inTurn('/api/v1/session', aSession({ locked: true, has_pin: true }));
  inTurn('/api/v1/session/unlock', aSession({ has_pin: true }));

  counter.perform('start');
  await settled();
  expect(counter.session.standing.value).toBe('locked');
  await counter.session.unlock('1234');
  counter.take(aView(1, aTicket('called')));
  await settled();

  expect(world.sent(START)).toHaveLength(2);
});
