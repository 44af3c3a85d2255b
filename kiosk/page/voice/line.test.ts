import { beforeEach, expect, test } from 'vitest';
import { clipOf, createVoice, inSentences, type Sentence } from './line';

const say = (...texts: string[]): Sentence[] => texts.map((text) => ({ text, language: 'vi' }));

/** A player that plays until it is told that the clip is over. */
let played: string[] = [];
let ends: ((error?: Error) => void)[] = [];
let voice: ReturnType<typeof createVoice>;

beforeEach(() => {
  played = [];
  ends = [];
  voice = createVoice({
    play: (url) =>
      new Promise((resolve, reject) => {
        played.push(new URLSearchParams(url.split('?')[1]).get('text') ?? '');
        ends.push((error) => (error ? reject(error) : resolve()));
      }),
    stop: () => ends.at(-1)?.(new Error('stopped')),
  });
});

async function over(error?: Error): Promise<void> {
  ends.at(-1)?.(error);
  await new Promise((resolve) => setTimeout(resolve));
}

test('sentences are said one after the other, and what is said can be read', async () => {
  voice.say(say('một', 'hai'));
  expect(voice.said.value).toBe('một');

  await over();
  expect(voice.said.value).toBe('hai');
  await over();

  expect(played).toEqual(['một', 'hai']);
  expect(voice.said.value).toBe('');
});

test('what comes new interrupts; what is added waits', async () => {
  voice.say(say('một', 'hai'));
  voice.say(say('ba'));
  voice.add(say('bốn'));
  await over();

  expect(played).toEqual(['một', 'ba', 'bốn']);
});

test('a sentence can be heard again', async () => {
  voice.say(say('một'));
  await over();

  voice.again();

  expect(played).toEqual(['một', 'một']);
});

test('a clip that cannot be had is passed over and known; the next that can says that the voice works', async () => {
  voice.say(say('một', 'hai'));
  await over(new Error('503'));
  expect(voice.works.value).toBe(false);

  await over();

  expect(voice.works.value).toBe(true);
  expect(played).toEqual(['một', 'hai']);
});

test('silence is silence, also for what was to come', async () => {
  voice.say(say('một', 'hai'));
  voice.stop();
  await over();

  expect(played).toEqual(['một']);
  expect(voice.said.value).toBe('');
});

test('a long text is said sentence by sentence, and what has no end is cut between words', () => {
  const long = 'khai sinh '.repeat(60).trim();

  const said = inSentences({ text: `Xin chào. Có 8 mục. ${long}`, language: 'vi' }).map((one) => one.text);

  expect(said.slice(0, 2)).toEqual(['Xin chào.', 'Có 8 mục.']);
  expect(said.slice(2).join(' ')).toBe(long);
  expect(Math.max(...said.map((one) => one.length))).toBeLessThanOrEqual(400);
});

test('the address of a clip holds its language and its words', () => {
  expect(clipOf({ text: 'Đất đai & nhà', language: 'vi' })).toBe(
    `/speech?language=vi&text=${encodeURIComponent('Đất đai & nhà').replaceAll('%20', '+')}`,
  );
});
