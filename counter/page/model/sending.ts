/** Does every press become one act, however often the line breaks? It goes out again under its first key until answered. */
import { signal } from '@preact/signals';
import { freshKey, isUnanswered } from '../../../server/pages/shared/link';
import type { Deed } from './acts';
import type { World } from './world';

/** One act on its way. number: the visitor whom it is about. next: what the page does once it is done. */
export interface Sent {
  deed: Deed;
  path: string;
  body: object;
  number: string | null;
  next: 'lock' | 'sign-out' | null;
  key: string;
  badge: string;
  at: number;
  attempt: number;
}
export type Order = Pick<Sent, 'deed' | 'path' | 'body' | 'number' | 'next'>;

export interface Sending {
  badge(): string | null;
  csrf(): string;
  answered(sent: Sent, answer: unknown): void;
  /** Nobody has answered yet, and it goes out again. */
  again(sent: Sent): void;
  refused(sent: Sent, error: unknown): void;
  /** Nobody answered for as long as it is worth asking, or the officer has had enough. */
  unknown(sent: Sent): void;
  /** It waits no longer: somebody else has signed in, or it is too old. */
  dropped(sent: Sent): void;
  /** Whether an error means that nobody is signed in: the act waits for that. */
  hindered(error: unknown): boolean;
}

/** After so long nobody expects the press to do anything any more. */
export const WORTH_MS = 120_000;
const KEPT = 'motcua.under-way';
const LONGEST_WAIT_MS = 2000;

export function createSending(world: World, tell: Sending) {
  const underWay = signal<Sent | null>(null);
  let enough = false;

  /** Send an act; nothing is sent while another is under way. */
  async function send(order: Order): Promise<void> {
    const badge = tell.badge();
    if (underWay.value || badge === null) return;
    await go({ ...order, key: freshKey(), badge, at: world.wallMs(), attempt: 1 });
  }

  /** Go on with the act that a reload, a sign-in or a lock has cut off: same key, so it is never done twice. */
  async function resume(): Promise<void> {
    const cut = kept(world);
    if (cut === null || underWay.value) return;
    if (cut.badge === tell.badge() && !isOld(cut)) return go({ ...cut, attempt: cut.attempt + 1 });
    keep(null);
    tell.dropped(cut);
  }

  async function go(first: Sent): Promise<void> {
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

  function keep(sent: Sent | null): void {
    world.ofTab.write(KEPT, sent && JSON.stringify(sent));
  }

  const isOld = (sent: Sent): boolean => world.wallMs() - sent.at > WORTH_MS;

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

export type SendingModel = ReturnType<typeof createSending>;

function kept(world: World): Sent | null {
  const text = world.ofTab.read(KEPT);
  return text === null ? null : (JSON.parse(text) as Sent);
}
