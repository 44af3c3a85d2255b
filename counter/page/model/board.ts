/** How does the counter stand? The highest view that came, and over it what an act that is under way will change. */
import { batch, computed, signal } from '@preact/signals';
import type { CounterAnswer, CounterView, Mended, Ticket } from '../../../server/pages/shared/wire';
import { type Deed, ON_TICKET } from './acts';

export type Guess = (view: CounterView) => CounterView;

/** Acts after which the answer's ticket stands at the counter; after the others nobody does. */
const STAYS: ReadonlySet<Deed> = new Set(['call-next', 'recall', 'start', 'call', 'reopen', 'undo']);
const LEAVES: ReadonlySet<Deed> = new Set(['finish', 'no-show', 'hold', 'transfer', 'end-turn']);
/** Deeds on a ticket by which it leaves the counter at which it stands. */
const SENT_AWAY: ReadonlySet<Deed> = new Set(['change-service', 'refer', 'cancel']);

export function createBoard(wallMs: () => number) {
  const view = signal<CounterView | null>(null);
  const guess = signal<Guess | null>(null);
  const shown = computed(() => (view.value && guess.value ? guess.value(view.value) : view.value));
  let calledAt = Number.NEGATIVE_INFINITY;

  /** Take a pushed view; one that is older than what an answer has shown is dropped. */
  function take(came: CounterView): void {
    if (view.value && came.seq < view.value.seq) return;
    put(came);
  }

  function put(next: CounterView): void {
    const before = view.value?.ticket?.id;
    if (view.value && next.ticket && next.ticket.id !== before && next.ticket.state === 'called') calledAt = wallMs();
    view.value = next;
  }

  /** Show an answer at once; the pushed view of the same seq says the rest. */
  function follow(deed: Deed, answer: CounterAnswer | Mended): void {
    const seen = view.value;
    if (!seen || seen.seq >= answer.seq) return;
    put({ ...seen, ...changed(deed, answer.ticket, seen), seq: answer.seq });
  }

  function clear(): void {
    batch(() => {
      view.value = null;
      guess.value = null;
    });
  }

  /** How long ago somebody else came to be called here: a second press so soon is a slip. */
  const sinceCallMs = (): number => wallMs() - calledAt;

  return { view, guess, shown, take, follow, clear, sinceCallMs };
}

export type Board = ReturnType<typeof createBoard>;

function changed(deed: Deed, ticket: Ticket | null, seen: CounterView): Partial<CounterView> {
  if (deed === 'pause') return { state: 'paused' };
  if (deed === 'resume' || deed === 'open') return { state: 'open', pause_reason: null, back_at: null };
  if (deed === 'close') return { state: 'closed', officer: null };
  if (STAYS.has(deed)) return { ticket };
  if (LEAVES.has(deed)) return { ticket: null };
  if (ON_TICKET.has(deed) && ticket && ticket.id === seen.ticket?.id)
    return { ticket: SENT_AWAY.has(deed) ? null : { ...seen.ticket, ...ticket } };
  return {};
}

/** What is shown before the server has answered; only where nobody else's turn hangs on it. */
export function guessOf(deed: Deed, body: object, productMs: number | null): Guess | null {
  const now = productMs === null ? null : new Date(productMs).toISOString();
  if (deed === 'start') return (view) => ({ ...view, ticket: view.ticket && started(view.ticket, now) });
  if (deed === 'recall') return (view) => ({ ...view, ticket: view.ticket && calledAgain(view.ticket) });
  if (deed === 'finish') return (view) => ({ ...view, ticket: null });
  if (deed === 'resume') return (view) => ({ ...view, state: 'open', pause_reason: null });
  const reason = (body as { reason?: string }).reason ?? null;
  if (deed === 'pause') return (view) => ({ ...view, state: 'paused', pause_reason: reason });
  return null;
}

function started(ticket: Ticket, now: string | null): Ticket {
  const steps = ticket.steps.map((step, at) => (at === ticket.step ? { ...step, started_at: now } : step));
  return { ...ticket, state: 'serving', steps };
}

function calledAgain(ticket: Ticket): Ticket {
  const steps = ticket.steps.map((step, at) => (at === ticket.step ? { ...step, calls: step.calls + 1 } : step));
  return { ...ticket, steps };
}
