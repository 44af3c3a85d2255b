/** What did this screen show and say? Kept until the server has it, sent in batches; the oldest go when it is away long. */

export const SEND_EVERY_MS = 5000;
const BATCH = 50;
const KEPT = 500;

export interface Entry {
  call: string;
  what: 'shown' | 'said' | 'failed' | 'late' | 'superseded' | 'elsewhere';
}

interface Noted extends Entry {
  at: number;
}

type Send = (entries: (Entry & { age_ms: number })[]) => Promise<unknown>;

export function createRecord(send: Send, now: () => number) {
  let kept: Noted[] = [];
  let sending = false;

  function note(entry: Entry): void {
    kept = [...kept.slice(-(KEPT - 1)), { ...entry, at: now() }];
  }

  /** Send what is kept; what the server did not take is sent again the next time. */
  async function flush(): Promise<void> {
    if (sending || kept.length === 0) return;
    sending = true;
    const batch = kept.slice(0, BATCH);
    try {
      await send(batch.map(({ at, ...entry }) => ({ ...entry, age_ms: Math.max(0, Math.round(now() - at)) })));
      kept = kept.filter((one) => !batch.includes(one));
    } catch {
      // It is kept.
    } finally {
      sending = false;
    }
  }

  return { note, flush, size: () => kept.length };
}
