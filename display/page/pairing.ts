/** Is this screen known to the server? Until somebody has typed the code that it shows, nobody believes what it tells. */
import { signal } from '@preact/signals';

export const POLL_MS = 3000;
/** So many codes are shown one after the other, each for ten minutes; then a screen that nobody pairs asks less often. */
export const FIRST_CODES = 12;
/** From then on each pause before a code is longer than the one before by so much, and never longer than the last. */
export const PAUSE_MS = 60_000;
export const LONGEST_PAUSE_MS = 600_000;

export interface ShownCode {
  code: string;
  secret: string;
  expires_in_s: number;
}

export interface Outside {
  /** Ask for a code; throws where the server does not answer. */
  newCode: () => Promise<ShownCode>;
  /** Whether the server knows a token; throws where it does not answer. */
  isKnown: (token: string) => Promise<boolean>;
  kept: { get: () => string | null; put: (token: string | null) => void };
  now: () => number;
}

/** `given` is a token that stood in the page's address. */
export function createPairing({ newCode, isKnown, kept, now }: Outside, given: string | null) {
  const token = signal<string | null>(null);
  const code = signal<string | null>(null);
  let candidate = given ?? kept.get();
  let endsAt: number | null = null;
  let askAt = Number.NEGATIVE_INFINITY;
  let codes = 0;
  let busy = false;

  /** Go one step on: look whether the token is known, or whether the code was typed; else show a new one. */
  async function step(): Promise<void> {
    if (busy || token.value !== null) return;
    busy = true;
    try {
      if (candidate !== null && (await isKnown(candidate))) return found(candidate);
      if (endsAt !== null && now() >= endsAt) rest();
      if (endsAt === null && now() >= askAt) await ask();
    } catch {
      // The server is away; what is known stays, and the next step asks again.
    } finally {
      busy = false;
    }
  }

  function found(secret: string): void {
    kept.put(secret);
    token.value = secret;
    code.value = endsAt = null;
    codes = 0;
  }

  /** A code is over: its screen has no keyboard, so others follow for as long as nobody pairs it. */
  function rest(): void {
    code.value = candidate = endsAt = null;
    askAt = now() + Math.min(Math.max(0, codes - FIRST_CODES + 1) * PAUSE_MS, LONGEST_PAUSE_MS);
  }

  async function ask(): Promise<void> {
    code.value = candidate = null;
    const shown = await newCode();
    codes += 1;
    candidate = shown.secret;
    endsAt = now() + shown.expires_in_s * 1000;
    code.value = shown.code;
  }

  /** The server believes this token no longer. */
  function lost(): void {
    kept.put(null);
    token.value = candidate = endsAt = null;
  }

  return { token, code, step, lost };
}
