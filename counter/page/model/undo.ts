/** What may still be taken back, and for how long? The ten seconds run on the wall clock. */
import { signal } from '@preact/signals';
import type { CounterView } from '../../../server/pages/shared/wire';
import { type Deed, isUndoable } from './acts';

export const UNDO_MS = 10_000;
/** So much earlier it is no longer offered: a press needs its way to the server. */
const MARGIN_MS = 300;

/** After these the visitor still stands at the counter: whom they were about can be seen. */
const STILL_HERE: ReadonlySet<string> = new Set([
  'call-next',
  'call',
  'recall',
  'start',
  'reopen',
  'ordinary',
  'dossiers',
]);

export interface Undoable {
  act: string;
  number: string | null;
  until: number;
}

export function createUndo(wallMs: () => number) {
  const undoable = signal<Undoable | null>(null);
  const leftMs = signal(0);
  let last: { act: string; number: string | null } | null = null;

  /** The server says what may be taken back. */
  function take(view: CounterView): void {
    if (view.undo === null || view.undo_left_s === null) {
      offer(null);
      return;
    }
    const seen = STILL_HERE.has(view.undo) ? (view.ticket?.number ?? null) : null;
    const number = last?.act === view.undo ? last.number : seen;
    offer({ act: view.undo, number, until: wallMs() + view.undo_left_s * 1000 - MARGIN_MS });
  }

  /** An act was answered; the view that says so is on its way. */
  function follow(deed: Deed, number: string | null): void {
    if (deed === 'help' || deed === 'take') return;
    last = { act: deed, number };
    offer(isUndoable(deed) ? { ...last, until: wallMs() + UNDO_MS - MARGIN_MS } : null);
  }

  function offer(next: Undoable | null): void {
    undoable.value = next;
    tick();
  }

  function tick(): void {
    const left = undoable.value ? undoable.value.until - wallMs() : 0;
    if (left <= 0) undoable.value = null;
    leftMs.value = Math.max(0, left);
  }

  return { undoable, leftMs, take, follow, tick };
}

export type Undo = ReturnType<typeof createUndo>;
