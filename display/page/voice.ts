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

interface Waiting {
  call: Call;
  since: number;
}

let waiting: Waiting[] = [];
let speaking = false;
let ofPeople: ReadonlySet<string> | null = null;
const YOUNG_MS = 6000;

/** In the demonstration a day takes minutes: who a person calls is spoken first, other calls only while young. */
export function inDemo(counters: string[]): void {
  ofPeople = new Set(counters);
}

/** Add calls to what is spoken. */
export function speak(calls: Call[]): void {
  waiting.push(...calls.map((call) => ({ call, since: performance.now() })));
  void goOn();
}

function next(): Call | undefined {
  const people = ofPeople;
  if (people === null) return waiting.shift()?.call;
  const oldest = performance.now() - YOUNG_MS;
  const first = (one: Waiting) => people.has(one.call.counter);
  waiting = waiting.filter((one) => first(one) || one.since > oldest);
  const chosen = waiting.find(first) ?? waiting[0];
  waiting = waiting.filter((one) => one !== chosen);
  return chosen?.call;
}

/** The touch that some browsers want. */
export async function unmute(): Promise<void> {
  muted.value = false;
  await sound(CHIME);
}

async function goOn(): Promise<void> {
  if (speaking) return;
  speaking = true;
  for (let call = next(); call; call = next()) {
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
