/** In which order is the hall spoken to? One announcement at a time, none cut; each one's fate is told. No DOM here. */

/** visitor: of one visitor, who is not called now. test: of the loudspeakers. notice: of nobody. */
export type Kind =
  | 'call'
  | 'repeat'
  | 'last'
  | 'corrected'
  | 'visitor'
  | 'test'
  | 'notice'
  | 'evacuation'
  | 'interruption'
  | 'resumption';

/**
 * late: waited too long, was only shown. superseded: taken back or over before it was said, or people must leave.
 * elsewhere: another page or display speaks. silent: this screen shall not. quiet: the hall is silent at this hour.
 */
export type Fate = 'said' | 'failed' | 'late' | 'superseded' | 'elsewhere' | 'silent' | 'quiet';

export interface Announcement {
  id: string;
  kind: Kind;
  number: string;
  counter: string;
  clips: string[];
  /** For so long it was told already when this page learned of it. */
  ageMs?: number;
}

interface Waiting {
  what: Announcement;
  since: number;
}

export interface Outside {
  now: () => number;
  /** Speaks to the end; false when it was not heard. */
  play: (what: Announcement, short: boolean) => Promise<boolean>;
  ended: (what: Announcement, fate: Fate) => void;
  /** Why this page does not say it now; null when it does. */
  silence: (what: Announcement) => 'elsewhere' | 'silent' | 'quiet' | 'superseded' | null;
}

export const CROWDED = 3;
/** In the demonstration a day takes minutes: calls that no person made are spoken only while they are young. */
export const YOUNG_MS = 6000;
const RANK: Record<Kind, number> = {
  evacuation: 0,
  interruption: 0,
  resumption: 0,
  corrected: 1,
  call: 2,
  repeat: 2,
  last: 2,
  test: 3,
  visitor: 4,
  notice: 5,
};
/** These stand until they are over: they are said when there is room, however long that takes. */
const STANDS: ReadonlySet<Kind> = new Set(['test', 'notice']);

/** Keeps what is still to be said; nothing is said before it begins. */
export function createLine(outside: Outside) {
  let waiting: Waiting[] = [];
  let speaking = false;
  let begun = false;
  let limitMs = 60_000;
  let ofPeople: ReadonlySet<string> | null = null;

  function add(said: Announcement[]): void {
    for (const what of said) {
      if (what.kind === 'evacuation') dropAll();
      if (what.kind === 'corrected' && takeBack(what)) continue;
      // What is said again and again may still wait for its turn.
      if (waiting.some((one) => one.what.id === what.id)) continue;
      waiting.push({ what, since: outside.now() - (what.ageMs ?? 0) });
    }
    void goOn();
  }

  /** Tell what became of a call that needs no word any more. */
  function pass(what: Announcement, fate: Fate): void {
    outside.ended(what, outside.silence(what) ?? fate);
  }

  /** Nobody is sent to a counter in a building that is left. */
  function dropAll(): void {
    for (const { what } of waiting) outside.ended(what, 'superseded');
    waiting = [];
  }

  /** A call that nobody has heard yet needs no apology. */
  function takeBack(correction: Announcement): boolean {
    const unsaid = waiting.filter(
      ({ what }) => what.number === correction.number && RANK[what.kind] === RANK.call && what.kind !== 'corrected',
    );
    for (const { what } of unsaid) outside.ended(what, 'superseded');
    waiting = waiting.filter((one) => !unsaid.includes(one));
    if (unsaid.length > 0) outside.ended(correction, 'superseded');
    return unsaid.length > 0;
  }

  async function goOn(): Promise<void> {
    if (speaking || !begun) return;
    speaking = true;
    for (let next = pick(); next; next = pick()) {
      const silence = outside.silence(next);
      if (silence) {
        outside.ended(next, silence);
        continue;
      }
      const short = waiting.filter(({ what }) => RANK[what.kind] === RANK.call).length >= CROWDED;
      const heard = await outside.play(next, short && RANK[next.kind] === RANK.call).catch(() => false);
      outside.ended(next, heard ? 'said' : 'failed');
    }
    speaking = false;
  }

  function pick(): Announcement | undefined {
    for (const old of waiting.filter(isLate)) outside.ended(old.what, 'late');
    waiting = waiting.filter((one) => !isLate(one));
    const best = waiting.reduce<Waiting | null>((best, one) => (best && rank(best) <= rank(one) ? best : one), null);
    waiting = waiting.filter((one) => one !== best);
    return best?.what;
  }

  const isFirst = ({ what }: Waiting): boolean => ofPeople?.has(what.counter) ?? false;
  const rank = (one: Waiting): number => RANK[one.what.kind] - (isFirst(one) ? 0.5 : 0);

  function isLate(one: Waiting): boolean {
    const { kind } = one.what;
    if (RANK[kind] < RANK.call || STANDS.has(kind) || isFirst(one)) return false;
    return outside.now() - one.since > (ofPeople && RANK[kind] === RANK.call ? YOUNG_MS : limitMs);
  }

  return {
    add,
    pass,
    begin: () => {
      begun = true;
      void goOn();
    },
    size: () => waiting.length,
    sayWithin: (ms: number) => {
      limitMs = ms;
    },
    inDemo: (counters: string[]) => {
      ofPeople = new Set(counters);
    },
  };
}
