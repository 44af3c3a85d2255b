/** What does the officer's page need of the world? The page gives the real one, tests their own. */

export interface Request {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  body?: object;
  key?: string;
  csrf?: string;
}

/** A few words that are kept: of this tab, or of this browser. Where nothing can be kept, it forgets. */
export interface Shelf {
  read(name: string): string | null;
  write(name: string, value: string | null): void;
}

/** What the tabs of one browser tell each other: the session is theirs together. */
export type TabWord = 'session-changed' | 'signed-out';

export interface World {
  /** Ask once and return the JSON answer, null for none. Throws Refusal, Unreached. */
  ask<Answer>(request: Request): Promise<Answer | null>;
  /** Begin to receive the counter's views, or ask for the present one. */
  watch(): void;
  unwatch(): void;
  /** Milliseconds of the wall clock; they go on over a reload. */
  wallMs(): number;
  /** Milliseconds of the product's time; null before the server has said it. */
  productMs(): number | null;
  wait(ms: number): Promise<void>;
  ofTab: Shelf;
  ofBrowser: Shelf;
  tellTabs(word: TabWord): void;
}

/** Where the API of a branch and of one of its counters stands. */
export interface Place {
  branch: string;
  counter: string;
}

export function branchPath(place: Place): string {
  return `/api/v1/branches/${encodeURIComponent(place.branch)}`;
}

export function counterPath(place: Place): string {
  return `${branchPath(place)}/counters/${encodeURIComponent(place.counter)}`;
}
