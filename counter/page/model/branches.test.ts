/** Are other branches shown as the server orders them, for the service that is meant, and is it seen where nobody serves? */
import { expect, test } from 'vitest';
import { createBranches, isBlind } from './branches';
import { AWorld } from './fakes';

const names = { vi: 'v', en: 'e', fr: 'f' };
const offer = (branch: string) => ({ branch, names, travel_s: 600, wait_low_s: 0, wait_high_s: 300 });
const blind = (branch: string) => ({ ...offer(branch), wait_low_s: null, wait_high_s: null, why: 'no_counter' });
const ADVICE = '/api/v1/branches/b/advice?all=true&service=';

test('what is offered comes first, in its order, and where nobody serves is known', async () => {
  const world = new AWorld();
  world.answer(`${ADVICE}land`, () => ({ offers: [offer('z'), offer('a')], others: [blind('c')] }));
  const branches = createBranches(world, '/api/v1/branches/b');

  await branches.load('land');

  expect(branches.rows.value?.map((one) => [one.branch, isBlind(one)])).toEqual([
    ['z', false],
    ['a', false],
    ['c', true],
  ]);
});

test('an answer for a service that is no longer meant is dropped', async () => {
  const world = new AWorld();
  world.answer(`${ADVICE}land`, () => ({ offers: [offer('a')], others: [] }));
  world.answer(`${ADVICE}tax`, () => ({ offers: [offer('x')], others: [] }));
  const branches = createBranches(world, '/api/v1/branches/b');

  await Promise.all([branches.load('land'), branches.load('tax')]);

  expect(branches.rows.value?.map((one) => one.branch)).toEqual(['x']);
});
