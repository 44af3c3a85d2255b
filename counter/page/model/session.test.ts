import { beforeEach, expect, test } from 'vitest';
import { Unreached } from '../../../server/pages/shared/link';
import { createCounter } from './counter';
import { AWorld, aSession, atWork, aView, PLACE, refusal, settled } from './fakes';

let world: AWorld;

beforeEach(() => {
  world = new AWorld();
});

function refuse(path: string, status: number, code: string, facts: object = {}): void {
  world.answer(path, () => {
    throw refusal(status, code, 'No.', facts);
  });
}

test('who is not signed in is asked to', async () => {
  refuse('/api/v1/session', 401, 'not-signed-in');
  const counter = createCounter(world, PLACE);

  await counter.session.begin();

  expect(counter.session.standing.value).toBe('none');
  expect(world.watches).toBe(0);
});

test('a server that is away is asked again, and nobody is signed out for it', async () => {
  let tries = 0;
  world.answer('/api/v1/session', () => {
    tries += 1;
    if (tries < 4) throw new Unreached('gone');
    return aSession();
  });
  const counter = createCounter(world, PLACE);

  await counter.session.begin();

  expect(counter.session.standing.value).toBe('in');
});

test('a session that ends while somebody works keeps the page beneath the sign-in', async () => {
  const counter = await atWork(world);
  counter.perform('take');
  refuse('/api/v1/session', 401, 'not-signed-in');

  await counter.session.check();

  expect(counter.session.standing.value).toBe('lost');
  expect(counter.dialogs.top.value?.name).toBe('take');
  world.answer('/api/v1/session', () => aSession());
  await counter.session.signIn('an', 'x');
  expect(counter.session.standing.value).toBe('in');
  expect(counter.dialogs.top.value?.name).toBe('take');
});

test('another officer who signs in finds nothing of the one before', async () => {
  const counter = await atWork(world);
  counter.perform('take');
  refuse('/api/v1/session', 401, 'not-signed-in');
  await counter.session.check();
  const other = aSession();
  other.person = { ...other.person, badge: '9999' };
  world.answer('/api/v1/session', () => other);

  await counter.session.signIn('binh', 'x');

  expect(counter.dialogs.top.value).toBeNull();
  expect(counter.board.view.value).toBeNull();
});

test('a wrong password says so and signs nobody out', async () => {
  const counter = await atWork(world);
  refuse('/api/v1/session/pin', 401, 'sign-in-failed');

  expect(await counter.session.choosePin('1234', 'wrong')).toBe(false);

  expect(counter.session.standing.value).toBe('in');
  expect(counter.session.fault.value).not.toBeNull();
});

test('a locked page holds nothing of the counter, and a wrong PIN leaves it locked', async () => {
  const counter = await atWork(world);
  world.answer('/api/v1/session/lock', () => aSession({ locked: true, has_pin: true }));
  await counter.session.lock();
  expect(counter.board.view.value).toBeNull();
  expect(world.watches).toBe(0);

  refuse('/api/v1/session/unlock', 403, 'wrong-pin', { left: 4 });
  await counter.session.unlock('0000');
  expect(counter.session.standing.value).toBe('locked');

  world.answer('/api/v1/session/unlock', () => aSession({ has_pin: true }));
  await counter.session.unlock('1234');
  expect(counter.session.standing.value).toBe('in');
  expect(world.watches).toBe(1);
});

test('the last wrong PIN ends the session', async () => {
  world.answer('/api/v1/session', () => aSession({ locked: true, has_pin: true }));
  const counter = createCounter(world, PLACE);
  await counter.session.begin();
  refuse('/api/v1/session/unlock', 403, 'wrong-pin', { left: 0 });

  await counter.session.unlock('0000');

  expect(counter.session.standing.value).toBe('none');
  expect(counter.session.fault.value).not.toBeNull();
});

test('other tabs are told of a lock and of a sign-out', async () => {
  const counter = await atWork(world);
  world.answer('/api/v1/session/lock', () => aSession({ locked: true, has_pin: true }));

  await counter.session.lock();
  await counter.signOut();
  await settled();

  expect(world.told).toEqual(['session-changed', 'signed-out']);
  expect(counter.session.standing.value).toBe('none');
});

test('a lock without a PIN leads to choosing one', async () => {
  const counter = await atWork(world, aView(1));

  counter.perform('lock');

  expect(counter.dialogs.top.value?.name).toBe('pin');
});

test('an officer who is sent to another branch is told so, until he signs out', async () => {
  world.answer('/api/v1/orders', () => ({ orders: [{ id: 7, to: 'c' }] }));
  const counter = createCounter(world, PLACE);

  await counter.session.begin();
  await settled();
  const told = counter.orders.mine.value.map((one) => one.id);
  counter.session.leave();

  expect(told).toEqual([7]);
  expect(counter.orders.mine.value).toEqual([]);
});
