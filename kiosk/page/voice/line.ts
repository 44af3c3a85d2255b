/** What is said next, and can it be stopped or said again? Clips come from the agent; nothing here knows the page. */
import { signal } from '@preact/signals';
import type { Language } from '../../../server/pages/shared/wire';

export interface Sentence {
  text: string;
  language: Language;
}

/** Plays one clip to its end. Rejects when there is none. */
export interface Player {
  play(url: string): Promise<void>;
  stop(): void;
}

export function createVoice(player: Player) {
  /** What is being said, for those who see. */
  const said = signal('');
  /** Whether the last clip could be had. */
  const works = signal(true);
  let waiting: Sentence[] = [];
  let last: Sentence[] = [];
  let turn = 0;
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    const mine = turn;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      said.value = next.text;
      try {
        await player.play(clipOf(next));
        if (mine === turn) works.value = true;
      } catch {
        if (mine === turn) works.value = false;
      }
      if (mine !== turn) return;
    }
    isRunning = false;
    said.value = '';
  }

  /** Say these at once, whatever was being said. */
  function say(sentences: readonly Sentence[]): void {
    stop();
    last = [...sentences];
    add(sentences);
  }

  /** Say these after what is being said. */
  function add(sentences: readonly Sentence[]): void {
    waiting.push(...sentences.flatMap(inSentences).filter((one) => one.text));
    if (!isRunning && waiting.length) void run();
  }

  function stop(): void {
    turn += 1;
    waiting = [];
    isRunning = false;
    said.value = '';
    player.stop();
  }

  return { said, works, say, add, stop, again: () => say(last) };
}

export type Voice = ReturnType<typeof createVoice>;

/** The agent speaks no more at once. */
const LONGEST = 400;

/** Sentences of a text, none too long to be spoken. */
export function inSentences({ text, language }: Sentence): Sentence[] {
  const parts = text
    .split(/(?<=[.?!…])\s+/)
    .flatMap((one) => one.match(new RegExp(`.{1,${LONGEST}}(\\s|$)`, 'gu')) ?? []);
  return parts.map((one) => ({ text: one.trim(), language }));
}

export function clipOf({ text, language }: Sentence): string {
  return `/speech?${new URLSearchParams({ language, text })}`;
}
