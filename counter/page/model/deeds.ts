/** How is an act sent, and what does its answer change on the page? */
import { batch, signal } from '@preact/signals';
import { sentenceOf } from '../../../server/pages/shared/link';
import type { SessionModel } from '../../../server/pages/shared/session';
import type { CounterAnswer, Issued, Referred, Rolled, Ticket } from '../../../server/pages/shared/wire';
import { type Deed, ON_TICKET } from './acts';
import { type Board, guessOf } from './board';
import type { Dialogs, Open } from './dialogs';
import type { Notices } from './notices';
import { createSending, type Sent } from './sending';
import type { Undo } from './undo';
import { branchPath, counterPath, type Place, type World } from './world';

/** Acts of the counter that change little on the page, so that a sentence says that they are done. */
const QUIET: ReadonlySet<Deed> = new Set(['inaccurate', 'undo', 'hold', 'transfer', 'no-show', 'end-turn', 'open']);

/** Acts that are about nobody, or about somebody whom only the answer names. */
const ABOUT_NOBODY: ReadonlySet<Deed> = new Set(['open', 'close', 'pause', 'resume', 'help', 'call-next', 'undo']);

export interface Parts {
  board: Board;
  undo: Undo;
  notices: Notices;
  dialogs: Dialogs;
  session: SessionModel;
}

export interface After {
  /** It was done. */
  done(sent: Sent): void;
  /** It was not done, or nobody knows. */
  failed(): void;
}

export function createDeeds(
  world: World,
  place: Place,
  { board, undo, notices, dialogs, session }: Parts,
  after: After,
) {
  const lastFinished = signal<string | null>(null);
  let sentFrom: readonly Open[] = [];
  let queued: (() => void) | null = null;
  const sending = createSending(world, {
    badge: () => session.badge.value,
    csrf: session.csrf,
    answered,
    again: () => {
      board.guess.value = null;
    },
    refused,
    unknown: (sent) => failed(() => notices.say({ kind: 'unknown', deed: sent.deed, number: sent.number })),
    dropped: (sent) => failed(() => notices.say({ kind: 'dropped', deed: sent.deed, number: sent.number })),
    hindered: (error) => {
      const waits = session.hindered(error);
      if (waits) board.guess.value = null;
      return waits;
    },
  });

  /** The next press of a quick hand waits for the answer; the same one again is a double press. True while it waits. */
  function waits(deed: Deed, then: () => void): boolean {
    const underWay = sending.underWay.value;
    if (underWay?.attempt === 1 && underWay.deed !== deed) queued = then;
    return underWay !== null;
  }

  /** An act of this counter. */
  function act(deed: Deed, body: object = {}, more: { number?: string; next?: Sent['next'] } = {}): void {
    if (waits(deed, () => act(deed, body, more))) return;
    const calls = deed === 'call-next' || deed === 'call';
    const full = calls ? { ...body, after: board.view.value?.ticket?.id ?? null } : body;
    const here = ABOUT_NOBODY.has(deed) ? null : (board.shown.value?.ticket?.number ?? null);
    const number = more.number ?? here;
    start(deed, `${counterPath(place)}/${deed}`, full, number, more.next);
  }

  /** An act on a ticket; it is this counter's where its officer sits here, so that it can be undone. */
  function mend(deed: Deed, ticket: Pick<Ticket, 'id' | 'number'>, body: object = {}): void {
    if (waits(deed, () => mend(deed, ticket, body))) return;
    const sitsHere = board.view.value?.officer === session.badge.value;
    const own = sitsHere ? { counter: place.counter } : {};
    start(deed, `${branchPath(place)}/tickets/${ticket.id}/${deed}`, { ...own, ...body }, ticket.number);
  }

  /** The visitor goes on at another branch, where his place is held for the way. */
  function refer(ticket: Pick<Ticket, 'id' | 'number'>, to: { branch: string; service: string }): void {
    mend('refer', ticket, { ...to, on_the_way: true });
  }

  /** A ticket for who stands here without one. */
  function issue(body: object): void {
    if (waits('take', () => issue(body))) return;
    start('take', `${branchPath(place)}/tickets`, body, null);
  }

  /** The number at the front of a pre-printed paper roll. */
  function roll(body: object): void {
    if (waits('roll', () => roll(body))) return;
    start('roll', `${branchPath(place)}/number-roll`, body, null);
  }

  function start(deed: Deed, path: string, body: object, number: string | null, next: Sent['next'] = null): void {
    notices.clear();
    sentFrom = dialogs.stack.value;
    board.guess.value = guessOf(deed, body, world.productMs());
    // What is shown as done needs its dialog no longer; any other one keeps what was written, should it be refused.
    if (board.guess.value) dialogs.closeSent(sentFrom);
    void sending.send({ deed, path, body, number, next });
  }

  function answered(sent: Sent, answer: unknown): void {
    batch(() => {
      board.guess.value = null;
      dialogs.closeSent(sentFrom);
      follow(sent, answer);
    });
    after.done(sent);
    const next = queued;
    queued = null;
    next?.();
  }

  function follow(sent: Sent, answer: unknown): void {
    if (answer === null) notices.say({ kind: 'nobody-waits' });
    else if (sent.deed === 'take') notices.say({ kind: 'issued', ticket: answer as Issued });
    else if (sent.deed === 'roll') notices.say({ kind: 'rolled', number: (answer as Rolled).next });
    else followAct(sent, answer as CounterAnswer);
  }

  function followAct(sent: Sent, answer: CounterAnswer): void {
    const number = answer.ticket?.number ?? sent.number;
    board.follow(sent.deed, answer);
    undo.follow(sent.deed, number);
    if (sent.deed === 'finish') lastFinished.value = number;
    if (sent.deed === 'refer')
      notices.say({ kind: 'referred', number: number ?? '', onward: (answer as unknown as Referred).onward });
    else if (ON_TICKET.has(sent.deed) || QUIET.has(sent.deed)) notices.say({ kind: 'done', deed: sent.deed, number });
  }

  function refused(sent: Sent, error: unknown): void {
    const told = { deed: sent.deed, number: sent.number, rolledBack: board.guess.value !== null };
    failed(() => notices.say({ kind: 'refused', ...told, sentence: sentenceOf(error) }));
  }

  function failed(tell: () => void): void {
    queued = null;
    batch(() => {
      board.guess.value = null;
      tell();
    });
    after.failed();
  }

  return { sending, lastFinished, waits, act, mend, refer, issue, roll };
}

export type Deeds = ReturnType<typeof createDeeds>;
