/** What did this screen show and say? Kept until the server has it, sent in batches; the oldest go when it is away long. */

import type { Fate } from './line';

export const SEND_EVERY_MS = 5000;
export const ALIVE_EVERY_MS = 10_000;
const BATCH = 50;
const KEPT = 500;

export interface Entry {
  call: string;
  what: 'shown' | Fate;
}

interface Noted extends Entry {
  at: number;
}

type Send = (entries: (Entry & { age_ms: number })[]) => Promise<unknown>;

export function createRecord(send: Send, now: () => number) {
  let kept: Noted[] = [];
  let sending = false;
  let sentAt = Number.NEGATIVE_INFINITY;

  function note(entry: Entry): void {
    kept = [...kept.slice(-(KEPT - 1)), { ...entry, at: now() }];
  }

  /** Send what is kept, and from time to time nothing, to say that this screen lives; what was not taken is sent again. */
  async function flush(): Promise<void> {
    if (sending || (kept.length === 0 && now() - sentAt < ALIVE_EVERY_MS)) return;
    sending = true;
    const batch = kept.slice(0, BATCH);
    try {
      await send(batch.map(({ at, ...entry }) => ({ ...entry, age_ms: Math.max(0, Math.round(now() - at)) })));
      kept = kept.filter((one) => !batch.includes(one));
      sentAt = now();
    } catch {
      // It is kept.
    } finally {
      sending = false;
    }
  }

  return { note, flush, size: () => kept.length };
}
