/** What does the manager's page need of the world? The page gives the real one, tests their own. */
import type { SessionRequest, SessionWorld } from '../../shared/session';

export interface Request extends SessionRequest {
  /** An act is done once, however often it is sent under this key. */
  key?: string;
}

export interface World extends SessionWorld {
  /** Ask once and return the JSON answer, null for none. Throws Refusal, Unreached. */
  ask<Answer>(request: Request): Promise<Answer | null>;
  /** Begin to receive the network's rows, or ask for them once more. */
  watch(): void;
  unwatch(): void;
}
