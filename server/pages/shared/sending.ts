/** Does every press become one act, however often the line breaks? It goes out again under its first key until answered. */
import { signal } from '@preact/signals';
import { freshKey, isUnanswered } from './requests';
import type { SessionRequest } from './session';
import type { Shelf } from './shelf';

/** What is to be done once; a page adds what it wants to know of it when the answer comes. */
export interface Errand {
  path: string;
  body: object;
}

/** One act on its way, since when, and whose. */
export type Sent<Order extends Errand> = Order & { key: string; badge: string; at: number; attempt: number };

export interface SendingWorld {
  /** Ask once and return the JSON answer, null for none. Throws Refusal, Unreached. */
  ask<Answer>(request: SessionRequest & { key?: string }): Promise<Answer | null>;
  wait(ms: number): Promise<void>;
  /** Milliseconds of the wall clock; they go on over a reload. */
  wallMs(): number;
  ofTab: Shelf;
}

export interface Sending<Order extends Errand> {
  badge(): string | null;
  csrf(): string;
  answered(sent: Sent<Order>, answer: unknown): void;
  /** Nobody has answered yet, and it goes out again. */
  again(sent: Sent<Order>): void;
  refused(sent: Sent<Order>, error: unknown): void;
  /** Nobody answered for as long as it is worth asking, or the officer has had enough. */
  unknown(sent: Sent<Order>): void;
  /** It waits no longer: somebody else has signed in, or it is too old. */
  dropped(sent: Sent<Order>): void;
  /** Whether an error means that nobody is signed in: the act waits for that. */
  hindered(error: unknown): boolean;
}

/** After so long nobody expects the press to do anything any more. */
export const WORTH_MS = 120_000;
const LONGEST_WAIT_MS = 2000;

/** kept: under which name the tab remembers what is under way. */
export function createSending<Order extends Errand>(world: SendingWorld, kept: string, tell: Sending<Order>) {
  const underWay = signal<Sent<Order> | null>(null);
  let enough = false;

  /** Send an act; nothing is sent while another is under way. */
  async function send(order: Order): Promise<void> {
    const badge = tell.badge();
    if (underWay.value || badge === null) return;
    await go({ ...order, key: freshKey(), badge, at: world.wallMs(), attempt: 1 });
  }

  /** Go on with the act that a reload, a sign-in or a lock has cut off: same key, so it is never done twice. */
  async function resume(): Promise<void> {
    const cut = told();
    if (cut === null || underWay.value) return;
    if (cut.badge === tell.badge() && !isOld(cut)) return go({ ...cut, attempt: cut.attempt + 1 });
    keep(null);
    tell.dropped(cut);
  }

  async function go(first: Sent<Order>): Promise<void> {
    enough = false;
    for (let sent = first; ; sent = { ...sent, attempt: sent.attempt + 1 }) {
      underWay.value = sent;
      keep(sent);
      try {
        const answer = await world.ask({
          method: 'POST',
          path: sent.path,
          body: sent.body,
          key: sent.key,
          csrf: tell.csrf(),
        });
        return end(() => tell.answered(sent, answer));
      } catch (error) {
        if (tell.hindered(error)) {
          underWay.value = null;
          return;
        }
        if (!isUnanswered(error)) return end(() => tell.refused(sent, error));
      }
      if (enough || isOld(sent)) return end(() => tell.unknown(sent));
      tell.again(sent);
      await world.wait(Math.min(LONGEST_WAIT_MS, 300 * sent.attempt));
    }
  }

  function end(tellIt: () => void): void {
    underWay.value = null;
    keep(null);
    tellIt();
  }

  function keep(sent: Sent<Order> | null): void {
    world.ofTab.write(kept, sent && JSON.stringify(sent));
  }

  function told(): Sent<Order> | null {
    const text = world.ofTab.read(kept);
    return text === null ? null : (JSON.parse(text) as Sent<Order>);
  }

  const isOld = (sent: Sent<Order>): boolean => world.wallMs() - sent.at > WORTH_MS;

  return {
    underWay,
    send,
    resume,
    giveUp: (): void => {
      enough = true;
    },
    forget: (): void => keep(null),
  };
}
