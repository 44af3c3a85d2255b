/** How does an announcement sound? The chime, then its clips; where a clip fails, the chime was heard all the same. */
import { signal } from '@preact/signals';
import type { Announcement } from './line';

const CHIME = '/api/v1/chime.wav';
const GIVE_UP_MS = 40_000;
const KEPT = 200;

export interface Played {
  call: string;
  clip: string;
  from: number;
  at: number;
  ok: boolean;
}

/** True when the browser wants a touch before it makes any sound. */
export const muted = signal(false);
/** True while the last announcement could not be said: the hall is told to watch the screen. */
export const broken = signal(false);
export const played: Played[] = [];

/** Say an announcement to its end, as loud as `volume` (0 to 1); false when a clip was not heard. */
export async function say(what: Announcement, short: boolean, volume = 1): Promise<boolean> {
  await sound(CHIME, volume);
  let heard = what.clips.length > 0;
  // While many wait, in the visitor's own language alone.
  for (const address of short ? what.clips.slice(0, 1) : what.clips) {
    const clip = short ? `${address}?form=short` : address;
    const from = performance.now();
    const ok = await sound(clip, volume);
    heard = heard && ok;
    played.push({ call: what.id, clip, from, at: performance.now(), ok });
    if (played.length > KEPT) played.shift();
  }
  broken.value = !heard;
  return heard;
}

/** The touch that some browsers want. */
export async function unmute(): Promise<void> {
  muted.value = false;
  await sound(CHIME);
}

/** Play one file to its end; false when it could not be played. */
function sound(url: string, volume = 1): Promise<boolean> {
  return new Promise((resolve) => {
    const audio = new Audio(url);
    audio.volume = volume;
    const done = (ok: boolean) => {
      clearTimeout(timer);
      audio.onended = audio.onerror = null;
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
