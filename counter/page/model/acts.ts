/** What can be done at a counter, and what of it does the present state allow? The server decides; this spares presses. */
import type { CounterView, Ticket } from '../../../server/pages/shared/wire';

/** What a key or a button asks for; several of them first open a dialog. */
export const ACTIONS = [
  'call-next',
  'recall',
  'start',
  'no-show',
  'transfer',
  'hold',
  'bring-back',
  'take',
  'more',
  'pause',
  'finish',
  'undo',
  'change-service',
  'ordinary',
  'help',
  'find',
  'keys',
  'dossiers',
  'end-turn',
  'add-service',
  'refer',
  'reopen',
  'inaccurate',
  'call',
  'services',
  'lock',
  'settings',
  'sign-out',
] as const;
export type Action = (typeof ACTIONS)[number];

/** What the dialog "more" lists, in its order: a digit each. */
export const MORE: readonly Action[] = [
  'dossiers',
  'end-turn',
  'add-service',
  'refer',
  'call',
  'reopen',
  'inaccurate',
  'services',
  'lock',
];

/** What goes to the server under one key: an act at this counter, on a ticket, or a new ticket. */
export type Deed =
  | 'call-next'
  | 'recall'
  | 'start'
  | 'finish'
  | 'no-show'
  | 'hold'
  | 'transfer'
  | 'call'
  | 'end-turn'
  | 'reopen'
  | 'inaccurate'
  | 'help'
  | 'undo'
  | 'open'
  | 'pause'
  | 'resume'
  | 'close'
  | 'return'
  | 'change-service'
  | 'add-service'
  | 'ordinary'
  | 'dossiers'
  | 'cancel'
  | 'arrive'
  | 'postpone'
  | 'refer'
  | 'take'
  | 'roll';

/** Deeds on a ticket by its id; all others but `take` and `roll` are acts of the counter. */
export const ON_TICKET: ReadonlySet<Deed> = new Set([
  'return',
  'change-service',
  'add-service',
  'ordinary',
  'dossiers',
  'cancel',
  'arrive',
  'postpone',
  'refer',
]);

/** What cannot be taken back at the counter. */
const FOR_GOOD: ReadonlySet<string> = new Set(['open', 'close', 'undo', 'help', 'refer', 'take', 'roll']);

export function isUndoable(deed: Deed): boolean {
  return !FOR_GOOD.has(deed);
}

const ANYWHERE: readonly Action[] = ['find', 'keys', 'settings', 'sign-out'];
const AT_MY_COUNTER: readonly Action[] = [...ANYWHERE, 'take', 'more', 'help', 'inaccurate', 'services', 'lock'];
const WITH_VISITOR: readonly Action[] = [
  'finish',
  'hold',
  'transfer',
  'change-service',
  'add-service',
  'refer',
  'dossiers',
];

/** What the officer with this badge may do now. canUndo: the last act is fresh enough. */
export function allowed(view: CounterView | null, badge: string | null, canUndo: boolean): ReadonlySet<Action> {
  if (view === null || badge === null) return new Set();
  if (!isMine(view, badge)) return new Set(ANYWHERE);
  const actions = new Set<Action>(AT_MY_COUNTER);
  const add = (...more: Action[]) => {
    for (const one of more) actions.add(one);
  };
  if (canUndo) add('undo');
  add('pause');
  if (view.state === 'open') add('call-next', 'call');
  if (view.state === 'open' && view.held.length > 0) add('bring-back');
  const ticket = view.ticket;
  if (ticket === null) {
    if (view.state === 'open') add('reopen');
    return actions;
  }
  add(...WITH_VISITOR);
  if (isPriority(ticket)) add('ordinary');
  if (ticket.state === 'called') add('recall', 'start', 'no-show');
  if (ticket.state === 'serving' && (ticket.dossiers_left ?? 1) > 1) add('end-turn');
  return actions;
}

/** Whether this officer sits at the counter. */
export function isMine(view: CounterView, badge: string | null): boolean {
  return view.state !== 'closed' && view.officer === badge;
}

export function isPriority(ticket: Pick<Ticket, 'priority'>): boolean {
  return ticket.priority !== null && ticket.priority !== 'ordinary';
}
