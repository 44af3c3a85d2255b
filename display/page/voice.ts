/** How are calls spoken? The chime, then the clips, one call after the other; none is cut and none is lost. */
import { signal } from '@preact/signals';
import type { Call } from '../../server/pages/shared/wire';

const CHIME = '/api/v1/chime.wav';
const GIVE_UP_MS = 15_000;

export interface Played {
  call: string;
  clip: string;
  at: number;
  ok: boolean;
}

/** True when the browser wants a touch before it makes any sound. */
export const muted = signal(false);
export const played: Played[] = [];

const waiting: Call[] = [];
let speaking = false;

/** Add calls to what is spoken. */
export function speak(calls: Call[]): void {
  waiting.push(...calls);
  void goOn();
}

/** The touch that some browsers want. */
export async function unmute(): Promise<void> {
  muted.value = false;
  await sound(CHIME);
}

async function goOn(): Promise<void> {
  if (speaking) return;
  speaking = true;
  for (let call = waiting.shift(); call; call = waiting.shift()) {
    await sound(CHIME);
    for (const clip of call.clips) {
      const ok = await sound(clip);
      played.push({ call: call.id, clip, at: performance.now(), ok });
      if (played.length > 200) played.shift();
    }
  }
  speaking = false;
}

/** Play one file to its end; false when it could not be played. */
function sound(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const audio = new Audio(url);
    const done = (ok: boolean) => {
      clearTimeout(timer);
      audio.src = '';
      resolve(ok);
    };
    const timer = setTimeout(() => done(false), GIVE_UP_MS);
    audio.onended = () => done(true);
    audio.onerror = () => done(false);
    audio.play().catch((error: DOMException) => {
      if (error.name === 'NotAllowedError') muted.value = true;
      done(false);
    });
  });
}
