/** What is done with the server, each once, and what is told of the last? */
import { batch, signal } from '@preact/signals';
import { sentenceOf } from '../../shared/requests';
import { createSending, type Sent } from '../../shared/sending';
import type { SessionModel } from '../../shared/session';
import type { World } from './world';

export type Mending =
  | 'return'
  | 'arrive'
  | 'postpone'
  | 'ordinary'
  | 'change-service'
  | 'add-service'
  | 'dossiers'
  | 'refer'
  | 'cancel';
export type Deed = Mending | 'give' | 'book' | 'check-in' | 'cancel-booking' | 'roll';

/** about: the number or code that it is about, to be said. */
export interface Order {
  deed: Deed;
  path: string;
  body: object;
  about: string | null;
}

/** One at a time; the next act takes it away. */
export type Notice =
  | { kind: 'refused'; deed: Deed; about: string | null; sentence: string }
  /** Nobody answered for long: whether it was done is not known. */
  | { kind: 'unknown'; deed: Deed; about: string | null }
  /** It was not sent again: somebody else has signed in, or it is too old. */
  | { kind: 'dropped'; deed: Deed; about: string | null }
  | { kind: 'done'; deed: Deed; about: string | null };

/** What came of these fills the screen; a sentence beside it would say nothing. */
const SHOWN: ReadonlySet<Deed> = new Set(['give', 'book', 'check-in', 'roll', 'refer']);

export function createDeeds(world: World, session: SessionModel, answered: (order: Order, answer: unknown) => void) {
  const notice = signal<Notice | null>(null);
  /** No answer yet: how often it has gone out. */
  const attempt = signal(0);

  function tell(told: Notice | null): void {
    batch(() => {
      attempt.value = 0;
      notice.value = told;
    });
  }

  const sending = createSending<Order>(world, 'motcua.greeter', {
    badge: () => session.badge.value,
    csrf: session.csrf,
    answered: (sent, answer) => {
      if (SHOWN.has(sent.deed)) tell(null);
      else tell({ kind: 'done', deed: sent.deed, about: sent.about });
      answered(sent, answer);
    },
    again: (sent) => {
      attempt.value = sent.attempt + 1;
    },
    refused: (sent, error) => tell({ kind: 'refused', ...named(sent), sentence: sentenceOf(error) }),
    unknown: (sent) => tell({ kind: 'unknown', ...named(sent) }),
    dropped: (sent) => tell({ kind: 'dropped', ...named(sent) }),
    hindered: session.hindered,
  });

  function send(order: Order): void {
    if (sending.underWay.value) return;
    notice.value = null;
    void sending.send(order);
  }

  return {
    notice,
    attempt,
    send,
    underWay: sending.underWay,
    resume: sending.resume,
    giveUp: sending.giveUp,
    forget: (): void => {
      sending.forget();
      notice.value = null;
    },
  };
}

export type Deeds = ReturnType<typeof createDeeds>;

function named(sent: Sent<Order>): { deed: Deed; about: string | null } {
  return { deed: sent.deed, about: sent.about };
}
