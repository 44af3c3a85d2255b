/** When does the page speak? From a key or a plug on: whatever has the focus, each screen that comes, and what changes. */
import { computed, effect } from '@preact/signals';
import type { Texts } from '../../../server/pages/shared/texts';
import type { KioskModel } from '../model/kiosk';
import { clipOf, inSentences, type Player, type Sentence, type Voice } from './line';
import { createNews, ofControl, ofScreen } from './reading';

/** Keypads with a socket send F15 when a headset is plugged in and F16 when it is pulled out; F1 is their key for help. */
const BEGIN = ['F1', 'F15', '*'];
const END = 'F16';
const VOLUME: Record<string, number> = { '+': 0.2, '-': -0.2 };

export interface Heard {
  page: HTMLElement;
  kiosk: KioskModel;
  voice: Voice;
  player: Speaker;
  texts: Texts;
}

export function hear({ page, kiosk, voice, player, texts }: Heard): { key: (event: KeyboardEvent) => boolean } {
  const news = createNews(page, texts);
  const isAloud = () => kiosk.aloud.value;
  const isHere = computed(() => kiosk.known.value?.speech === true);

  function begin(): void {
    if (!isAloud() && isHere.value) kiosk.turn('aloud');
  }

  function end(): void {
    if (isAloud()) kiosk.turn('aloud');
  }

  effect(() => {
    if (!kiosk.aloud.value) voice.stop();
    else {
      // What was told before somebody listened is told now.
      voice.say([...ofScreen(page, texts), ...news()]);
      warm([...page.querySelectorAll('main button')].slice(0, 1).flatMap((first) => ofControl(first, texts)));
    }
  });
  // The first words are there at once: a voice that has rested takes seconds to begin.
  effect(() => {
    if (isHere.value) requestAnimationFrame(() => warm(ofScreen(page, texts)));
  });

  page.addEventListener('focusin', ({ target }) => {
    if (!isAloud() || !(target instanceof Element)) return;
    voice.say(target.matches('h2') ? ofScreen(page, texts) : ofControl(target, texts));
  });
  const watcher = new MutationObserver(() => isAloud() && voice.add(news()));
  watcher.observe(page, { subtree: true, childList: true, characterData: true });
  watchPlugs(begin, end);

  /** Whether a key was one for the voice. */
  function key(event: KeyboardEvent): boolean {
    const isTyped = event.target instanceof HTMLInputElement;
    if (event.key === END) end();
    else if (BEGIN.includes(event.key) && !(isTyped && event.key.length === 1)) {
      if (isAloud()) voice.again();
      else begin();
    } else if (isAloud() && !isTyped && VOLUME[event.key] !== undefined) player.louder(VOLUME[event.key] as number);
    else return false;
    return true;
  }

  return { key };
}

/** Have clips made before they are needed; without them the voice only begins later. */
function warm(sentences: readonly Sentence[]): void {
  for (const one of sentences.flatMap(inSentences)) fetch(clipOf(one)).catch(() => {});
}

/** A sound device that comes is a headset that was plugged in. */
function watchPlugs(begin: () => void, end: () => void): void {
  const devices = navigator.mediaDevices;
  if (!devices) return;
  const outputs = async () =>
    (await devices.enumerateDevices().catch(() => [])).filter(({ kind }) => kind === 'audiooutput').length;
  let before = outputs();
  devices.addEventListener('devicechange', async () => {
    const [was, now] = [await before, await outputs()];
    before = Promise.resolve(now);
    if (now > was) begin();
    if (now < was) end();
  });
}

export interface Speaker extends Player {
  louder(by: number): void;
}

/** The machine's own sound. */
export function speaker(): Speaker {
  const sound = new Audio();
  let give: (error: Error) => void = () => {};
  return {
    play: (url) =>
      new Promise((resolve, reject) => {
        give = reject;
        sound.onended = () => resolve();
        sound.onerror = () => reject(new Error(`no clip: ${url}`));
        sound.src = url;
        sound.play().catch(reject);
      }),
    stop: () => {
      sound.pause();
      give(new Error('stopped'));
    },
    louder: (by) => {
      sound.volume = Math.min(1, Math.max(0.2, sound.volume + by));
    },
  };
}
