import { expect, test } from 'vitest';
import { type Announcement, createLine, type Fate, type Kind, YOUNG_MS } from './line';

function a(id: string, kind: Kind = 'call', counter = '1', number = id): Announcement {
  return { id, kind, number, counter, clips: [`/${id}.wav`] };
}

/** A line whose speech ends when the test says so. */
function aLine() {
  const begun: string[] = [];
  const fates: [string, Fate][] = [];
  let end: (heard: boolean) => void = () => {};
  const world: { now: number; silence: 'elsewhere' | 'silent' | 'quiet' | 'superseded' | null } = {
    now: 0,
    silence: null,
  };
  const line = createLine({
    now: () => world.now,
    play: (what, short) => {
      begun.push(short ? `${what.id} short` : what.id);
      return new Promise((resolve) => {
        end = resolve;
      });
    },
    ended: (what, fate) => fates.push([what.id, fate]),
    silence: () => world.silence,
  });
  line.begin();
  const finish = async (heard = true) => {
    end(heard);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { line, begun, fates, world, finish };
}

test('what is told before the line begins is said when it begins', () => {
  const begun: string[] = [];
  const play = (what: Announcement) => {
    begun.push(what.id);
    return new Promise<boolean>(() => {});
  };
  const line = createLine({ now: () => 0, play, ended: () => {}, silence: () => null });

  line.add([a('A1')]);
  expect(begun).toEqual([]);
  line.begin();

  expect(begun).toEqual(['A1']);
});

test('calls of one second are spoken one after the other, in order, each once', async () => {
  const { line, begun, fates, finish } = aLine();

  line.add([a('A1'), a('A2')]);
  line.add([a('A3')]);
  expect(begun).toEqual(['A1']);
  for (let done = 0; done < 3; done++) await finish();

  expect(begun).toEqual(['A1', 'A2', 'A3']);
  expect(fates).toEqual([
    ['A1', 'said'],
    ['A2', 'said'],
    ['A3', 'said'],
  ]);
});

test('while more than three wait they are said in short', async () => {
  const { line, begun, finish } = aLine();

  line.add([a('A1'), a('A2'), a('A3'), a('A4'), a('A5')]);
  for (let done = 0; done < 5; done++) await finish();

  expect(begun).toEqual(['A1 short', 'A2 short', 'A3', 'A4', 'A5']);
});

test('what the whole branch does goes before apologies, these before calls, calls and recalls before notices', async () => {
  const { line, begun, finish } = aLine();

  line.add([a('A1')]);
  line.add([a('N', 'notice'), a('A2'), a('R', 'repeat'), a('C', 'corrected', '1', 'A1'), a('E', 'resumption')]);
  for (let done = 0; done < 6; done++) await finish();

  expect(begun).toEqual(['A1', 'E', 'C', 'A2', 'R', 'N']);
});

test('a call that waited beyond the limit is not spoken, but its fate is told', async () => {
  const { line, begun, fates, world, finish } = aLine();
  line.sayWithin(30_000);

  line.add([a('A1')]);
  line.add([a('A2'), a('E', 'resumption')]);
  world.now = 30_001;
  await finish();
  await finish();

  expect(begun).toEqual(['A1', 'E']);
  expect(fates).toContainEqual(['A2', 'late']);
});

test('what was told long before the page learned of it has waited for so long already', async () => {
  const { line, begun, fates, world, finish } = aLine();
  line.sayWithin(30_000);

  line.add([a('A1'), { ...a('A2'), ageMs: 20_000 }]);
  world.now = 10_001;
  await finish();

  expect(begun).toEqual(['A1']);
  expect(fates).toContainEqual(['A2', 'late']);
});

test('what is passed over is told as this page would have said it', () => {
  const { line, begun, fates, world } = aLine();

  line.pass(a('A1'), 'late');
  world.silence = 'elsewhere';
  line.pass(a('A2'), 'late');

  expect(begun).toEqual([]);
  expect(fates).toEqual([
    ['A1', 'late'],
    ['A2', 'elsewhere'],
  ]);
});

test('a call taken back before it was spoken is not spoken, nor is its apology', async () => {
  const { line, begun, fates, finish } = aLine();

  line.add([a('A1'), a('A2')]);
  line.add([a('C', 'corrected', '1', 'A2')]);
  await finish();

  expect(begun).toEqual(['A1']);
  expect(fates).toEqual([
    ['A2', 'superseded'],
    ['C', 'superseded'],
    ['A1', 'said'],
  ]);
});

test('a call taken back while it is spoken is followed by its apology', async () => {
  const { line, begun, finish } = aLine();

  line.add([a('A1'), a('A2')]);
  line.add([a('C', 'corrected', '1', 'A1')]);
  await finish();

  expect(begun).toEqual(['A1', 'C']);
});

test('what fails is told and the next is spoken all the same', async () => {
  const { line, begun, fates, finish } = aLine();

  line.add([a('A1'), a('A2')]);
  await finish(false);
  await finish();

  expect(begun).toEqual(['A1', 'A2']);
  expect(fates[0]).toEqual(['A1', 'failed']);
});

test('a page that is not the one that speaks says nothing and keeps nothing', () => {
  const { line, begun, fates, world } = aLine();
  world.silence = 'elsewhere';

  line.add([a('A1'), a('A2')]);

  expect(begun).toEqual([]);
  expect(fates.map(([, fate]) => fate)).toEqual(['elsewhere', 'elsewhere']);
  expect(line.size()).toBe(0);
});

test('in the demonstration calls of people go first and others are spoken only while young', async () => {
  const { line, begun, fates, world, finish } = aLine();
  line.inDemo(['9']);

  line.add([a('A1')]);
  line.add([a('A2'), a('P', 'call', '9')]);
  world.now = YOUNG_MS + 1;
  await finish();
  await finish();

  expect(begun).toEqual(['A1', 'P']);
  expect(fates).toContainEqual(['A2', 'late']);
});

test('an evacuation goes first, and nobody is sent to a counter after it', async () => {
  const { line, begun, fates, finish } = aLine();
  line.add([a('A1'), a('A2'), a('n', 'notice')]);

  line.add([a('out', 'evacuation')]);
  for (let done = 0; done < 3; done++) await finish();

  expect(begun).toEqual(['A1', 'out']);
  expect(fates).toContainEqual(['A2', 'superseded']);
  expect(fates).toContainEqual(['n', 'superseded']);
});

test('a notice waits until there is room, however long, and once though it is asked for again', async () => {
  const { line, begun, fates, world, finish } = aLine();
  line.inDemo([]);
  line.add([a('A1'), a('typed', 'notice'), a('test', 'test')]);

  world.now = 120_000;
  line.add([a('typed', 'notice')]);
  for (let done = 0; done < 3; done++) await finish();

  expect(begun).toEqual(['A1', 'test', 'typed']);
  expect(fates.map(([, fate]) => fate)).toEqual(['said', 'said', 'said']);
});

test('what is told of one visitor is young for as long as any hall allows, also in the demonstration', async () => {
  const { line, begun, fates, world, finish } = aLine();
  line.inDemo([]);
  line.sayWithin(30_000);
  line.add([a('A1'), a('sent', 'visitor'), a('gone', 'visitor')]);

  world.now = YOUNG_MS + 1;
  await finish();
  world.now = 30_001;
  await finish();

  expect(begun).toEqual(['A1', 'sent']);
  expect(fates).toContainEqual(['gone', 'late']);
});

test('what is told of one visitor comes after calls and before notices', async () => {
  const { line, begun, finish } = aLine();
  line.add([a('A1'), a('n', 'notice'), a('sent', 'visitor'), a('A2')]);

  for (let done = 0; done < 4; done++) await finish();

  expect(begun).toEqual(['A1', 'A2', 'sent', 'n']);
});

test('what falls into a quiet hour is not said, and that is told', async () => {
  const { line, begun, fates, world } = aLine();
  world.silence = 'quiet';

  line.add([a('A1')]);

  expect(begun).toEqual([]);
  expect(fates).toEqual([['A1', 'quiet']]);
});
