import { beforeEach, expect, test } from 'vitest';
import { AWorld, aRow, aSession, refusal, settled } from './fakes';
import { createManager, type ManagerModel } from './manager';

let world: AWorld;

beforeEach(() => {
  world = new AWorld();
});

async function signedIn(role = 'network-manager'): Promise<ManagerModel> {
  world.answer('GET /api/v1/session', () => aSession(role));
  const manager = createManager(world, () => undefined);
  manager.tabs.arrive('');
  await manager.session.begin();
  await settled();
  return manager;
}

test.each(['network-manager', 'branch-manager', 'auditor'])('the page is for a %s', async (role) => {
  const manager = await signedIn(role);

  expect(manager.isAllowed.value).toBe(true);
  expect(manager.mayDecide.value).toBe(role !== 'auditor');
  expect(world.watches).toBe(1);
});

test('an officer is told that it is not for him, and nothing is asked for', async () => {
  const manager = await signedIn('officer');

  expect(manager.isAllowed.value).toBe(false);
  expect(world.watches).toBe(0);
  expect(world.asked.map((one) => one.path)).toEqual(['/api/v1/demo', '/api/v1/session']);
});

test('a branch that is looked at is read once, and again when its row has changed', async () => {
  const path = 'GET /api/v1/network/branches/b';
  let reads = 0;
  world.answer(path, () => {
    reads += 1;
    return { branch: aRow('b') };
  });
  const manager = await signedIn();

  manager.take({ branches: [aRow('a'), aRow('b', { seq: 1 })], ways: [] });
  manager.tabs.arrive('#network/b');
  await settled();
  const first = reads;
  manager.take({ branches: [aRow('a'), aRow('b', { seq: 2 })], ways: [] });
  await settled();
  manager.take({ branches: [aRow('a', { seq: 9 }), aRow('b', { seq: 2 })], ways: [] });
  await settled();

  expect(first).toBeGreaterThan(0);
  expect(reads).toBe(first + 1);
  expect(manager.detail.detail.value?.branch.code).toBe('b');
});

test('the counters that are offered to be tried are those of now', async () => {
  let reads = 0;
  world.answer('GET /api/v1/network/branches/b', () => {
    reads += 1;
    return { branch: aRow('b') };
  });
  const manager = await signedIn();
  manager.take({ branches: [aRow('b', { seq: 1 })], ways: [] });
  manager.tabs.arrive('#network/b');
  await settled();

  const before = reads;
  manager.tabs.arrive('#try');
  await settled();
  const opened = reads;
  manager.take({ branches: [aRow('b', { seq: 2 })], ways: [] });
  await settled();

  expect(opened).toBe(before + 1);
  expect(reads).toBe(opened + 1);
});

test('a session that ends while something is asked for leads to the sign-in, not to a sentence', async () => {
  const manager = await signedIn();
  world.answer('GET /api/v1/staff', () => {
    throw refusal(401, 'not-signed-in');
  });

  manager.tabs.arrive('#staff');
  await settled();

  expect(manager.session.standing.value).toBe('lost');
  expect(manager.fault.value).toBeNull();
});

test('what was refused is said until another part is opened', async () => {
  const manager = await signedIn();
  world.answer('GET /api/v1/moves', () => {
    throw refusal(403, 'forbidden');
  });
  world.answer('GET /api/v1/staff', () => ({ at: '', officers: [] }));

  manager.tabs.arrive('#history');
  await settled();
  expect(manager.fault.value).not.toBeNull();
  manager.tabs.arrive('#staff');
  await settled();

  expect(manager.fault.value).toBeNull();
});

test('who signs out leaves nothing on the page', async () => {
  const manager = await signedIn();
  manager.take({ branches: [aRow('a')], ways: [] });
  manager.trying.add({ kind: 'close', branch: 'a', counter: '1' });
  world.answer('DELETE /api/v1/session', () => null);

  await manager.signOut();

  expect(manager.network.rows.value).toEqual([]);
  expect(manager.suggestions.list.value).toBeNull();
  expect(manager.trying.changes.value).toEqual([]);
  expect(world.watches).toBe(0);
});

test('an officer is shown the order that sends him away and nothing else', async () => {
  world.answer('GET /api/v1/session', () => aSession('officer'));
  world.answer('GET /api/v1/suggestions/7/order', () => ({ number: '7' }));
  const manager = createManager(world, () => undefined);
  manager.tabs.arrive('#order/7');

  await manager.session.begin();
  await settled();

  expect([manager.isAllowed.value, manager.isForOrder.value]).toEqual([false, true]);
  expect(manager.order.value?.number).toBe('7');
  expect(world.watches).toBe(0);
  expect(world.asked.some((one) => one.path === '/api/v1/suggestions')).toBe(false);
});

test('the manager of a branch reads the names of the others, whose figures he is not shown', async () => {
  const names = { vi: 'Long Biên', en: 'Long Biên', fr: 'Long Biên' };
  world.answer('GET /api/v1/branches', () => ({ branches: [{ code: 'long-bien', names }] }));
  world.answer('GET /api/v1/session', () => aSession('branch-manager', 'a'));
  const manager = createManager(world, () => undefined);

  await manager.session.begin();
  await settled();

  expect(manager.network.nameOf('long-bien')).toEqual(names);
  expect(manager.network.nameOf('nowhere')).toBeNull();
});

test('while an order is on the way, that of another officer is not shown', async () => {
  const manager = await signedIn();
  world.answer('GET /api/v1/suggestions/7/order', () => ({ number: '7' }));
  world.answer('GET /api/v1/suggestions/8/order', () => new Promise(() => undefined));

  manager.tabs.arrive('#order/7');
  await settled();
  expect(manager.order.value?.number).toBe('7');
  manager.tabs.arrive('#order/8');
  await settled();

  expect(manager.order.value).toBeNull();
});
