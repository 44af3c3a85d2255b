/**
 * Which of several pages of one machine speaks, and which tells how a display does? Who holds the lease; it is renewed, and
 * free again when its page ends.
 */

export const RENEW_MS = 1000;
// A page that is out of sight, or a machine that is busy, renews late; two that speak at once are worse than a late word.
const OVER_MS = 8000;
/** Pages of different processes see each other's lease a little later; by then those that began together have. */
export const AGREED_MS = 500;

interface Kept {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

type Lease = ReturnType<typeof createLease>;

/** `now` must be a clock that pages share. Two that take it at once agree at the next look. */
export function createLease(key: string, me: string, kept: Kept, now: () => number) {
  /** Take or renew the lease; false when another page holds it. Where nothing can be kept, a page stands alone. */
  function mine(): boolean {
    try {
      const [holder, at] = (kept.getItem(key) ?? '').split(' ');
      const age = now() - Number(at);
      if (holder && holder !== me && age >= 0 && age < OVER_MS) return false;
      kept.setItem(key, `${me} ${now()}`);
      return true;
    } catch {
      return true;
    }
  }

  /** Take it from whoever has it. */
  function take(): boolean {
    try {
      kept.removeItem(key);
    } catch {
      // Nothing was kept.
    }
    return mine();
  }

  function give(): void {
    try {
      if ((kept.getItem(key) ?? '').startsWith(`${me} `)) kept.removeItem(key);
    } catch {
      // Nothing was kept.
    }
  }

  return { mine, take, give };
}

/** Of several pages of one display the one that speaks tells how it does, else the first: they would gainsay each other. */
export function createTeller(voice: Lease | null, word: Lease): () => boolean {
  return () => (voice?.mine() ? word.take() : word.mine());
}
