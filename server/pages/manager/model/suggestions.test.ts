import { beforeEach, expect, test } from 'vitest';
import { AWorld, aRun, aSuggestion, refusal, settled, theList } from './fakes';
import { type Around, type Attempt, createSuggestions, SOON_MS } from './suggestions';

let world: AWorld;
let faults: unknown[];

const attempt: Attempt = async (work) => {
  try {
    await work();
    return true;
  } catch (error) {
    faults.push(error);
    return false;
  }
};
const around: Around = { csrf: () => 'c', attempt, read: (_, work) => attempt(work) };

beforeEach(() => {
  world = new AWorld();
  faults = [];
});

test('a run that was asked for is followed until it is done', async () => {
  const states = [aRun('asked'), aRun('running', { progress: 0.5 }), aRun('done', { helps: true })];
  world.answer('POST /api/v1/suggestions', () => aRun('asked'));
  world.answer('GET /api/v1/suggestions', () => theList(states.shift() ?? aRun('done')));
  const model = createSuggestions(world, around);

  await model.ask();
  await settled();

  expect(model.run.value?.state).toBe('done');
  expect(world.sent('/api/v1/suggestions')).toHaveLength(1);
  expect(world.waited).toBe(2000);
});

test('nothing is asked for twice, and only one looks after a run', async () => {
  let polls = 0;
  world.answer('GET /api/v1/suggestions', () => theList(aRun(polls++ < 5 ? 'running' : 'done')));
  const model = createSuggestions(world, around);

  await Promise.all([model.load(), model.load()]);
  await model.ask();
  await settled();

  expect(world.sent('/api/v1/suggestions')).toHaveLength(0);
  expect(world.waited).toBe(4000);
});

test('an approval is sent once, and the list is read again', async () => {
  const given = aSuggestion(7, { may: ['approve', 'dismiss'] });
  let isApproved = false;
  world.answer('GET /api/v1/suggestions', () =>
    theList(null, [isApproved ? aSuggestion(7, { state: 'approved' }) : given]),
  );
  world.answer('POST /api/v1/suggestions/7/approve', () => {
    isApproved = true;
    return {};
  });
  const model = createSuggestions(world, around);
  await model.load();
  expect(model.open.value).toHaveLength(1);

  const both = await Promise.all([model.act(given, 'approve'), model.act(given, 'approve')]);

  expect(both).toEqual([true, false]);
  const [sent] = world.sent('/api/v1/suggestions/7/approve');
  expect(world.sent('/api/v1/suggestions/7/approve')).toHaveLength(1);
  expect(sent).toMatchObject({ csrf: 'c', key: expect.stringMatching(/^[0-9a-f]{32}$/) });
  expect(model.open.value).toHaveLength(0);
  expect(model.inForce.value.map((one) => one.id)).toEqual([7]);
});

test('a refusal keeps its sentence, and what is so now is shown', async () => {
  world.answer('GET /api/v1/suggestions', () => theList(null, [aSuggestion(7, { state: 'lapsed' })]));
  world.answer('POST /api/v1/suggestions/7/approve', () => {
    throw refusal(409, 'move-impossible');
  });
  const model = createSuggestions(world, around);

  expect(await model.act(aSuggestion(7), 'approve')).toBe(false);

  expect(faults).toHaveLength(1);
  expect(model.decided.value.map((one) => one.state)).toEqual(['lapsed']);
  expect(model.busy.value).toBeNull();
});

test('a dismissal says why', async () => {
  world.answer('POST /api/v1/suggestions/7/dismiss', () => ({}));
  const model = createSuggestions(world, around);

  await model.dismiss(aSuggestion(7), { reason: 'too-far', note: null });

  expect(world.sent('/api/v1/suggestions/7/dismiss')[0]?.body).toEqual({ reason: 'too-far', note: null });
});

test('however much changes at once, the list is read once for it', async () => {
  const model = createSuggestions(world, around);

  await Promise.all([model.loadSoon(), model.loadSoon(), model.loadSoon()]);

  expect(world.asked.map((one) => one.path)).toEqual(['/api/v1/suggestions']);
  expect(world.waited).toBe(SOON_MS);
  await model.loadSoon();
  expect(world.asked).toHaveLength(2);
});
