/** What does the officer's page need of the world? The page gives the real one, tests their own. */
import type { SessionRequest, SessionWorld, TabWord } from '../../../server/pages/shared/session';
import type { Shelf } from '../../../server/pages/shared/shelf';

export type { Shelf, TabWord };

export interface Request extends SessionRequest {
  key?: string;
}

export interface World extends SessionWorld {
  /** Ask once and return the JSON answer, null for none. Throws Refusal, Unreached. */
  ask<Answer>(request: Request): Promise<Answer | null>;
  /** Begin to receive the counter's views, or ask for the present one. */
  watch(): void;
  unwatch(): void;
  /** Milliseconds of the wall clock; they go on over a reload. */
  wallMs(): number;
  /** Milliseconds of the product's time; null before the server has said it. */
  productMs(): number | null;
  ofTab: Shelf;
  ofBrowser: Shelf;
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
