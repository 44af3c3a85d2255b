import { beforeEach, expect, test } from 'vitest';
import { AWorld, anEffect, aRun, aSuggestion } from './fakes';
import type { Around, Attempt } from './suggestions';
import { AT_MOST, createTrying } from './trying';
import type { Change } from './wire';

let world: AWorld;
const attempt: Attempt = async (work) => work().then(() => true);
const around: Around = { csrf: () => 'c', attempt, read: (_, work) => attempt(work) };
const OPEN: Change = { kind: 'open', branch: 'a', counter: '3' };

beforeEach(() => {
  world = new AWorld();
});

test('changes are tried together and followed until their effects are known; nothing else is sent', async () => {
  world.answer('POST /api/v1/what-if', () => aRun('asked', { id: 9 }));
  world.answer('GET /api/v1/what-if/9', () => aRun('done', { id: 9, effects: [anEffect('a')] }));
  const model = createTrying(world, around);
  model.add(OPEN);
  model.add({ kind: 'lend', branch: 'a', officer: '1', to: 'b' });

  await model.compute();

  expect(model.run.value?.effects.map((one) => one.branch)).toEqual(['a']);
  expect(world.asked.filter((one) => one.method === 'POST').map((one) => one.path)).toEqual(['/api/v1/what-if']);
  expect(world.sent('/api/v1/what-if')[0]?.body).toMatchObject({ changes: [{ kind: 'open' }, { kind: 'lend' }] });
});

test('effects are said to be old once the list is another', async () => {
  world.answer('POST /api/v1/what-if', () => aRun('done'));
  const model = createTrying(world, around);
  model.add(OPEN);
  await model.compute();
  expect(model.isStale.value).toBe(false);

  model.drop(0);

  expect(model.isStale.value).toBe(true);
});

test('an empty list is not sent, and a list has an end', async () => {
  const model = createTrying(world, around);
  await model.compute();
  expect(world.asked).toEqual([]);

  for (let count = 0; count < AT_MOST + 5; count += 1) model.add(OPEN);

  expect(model.changes.value).toHaveLength(AT_MOST);
});

test('a suggestion is tried alone', () => {
  const model = createTrying(world, around);
  model.add(OPEN);

  model.takeOver(aSuggestion(4));

  expect(model.changes.value).toMatchObject([{ kind: 'lend', branch: 'a', to: 'b', officer: '0127' }]);
});
