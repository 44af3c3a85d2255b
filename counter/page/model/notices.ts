/** What is the officer told about the last act? One notice at a time; the next act takes it away. */
import { signal } from '@preact/signals';
import type { Issued, Referred } from '../../../server/pages/shared/wire';
import type { Action, Deed } from './acts';

export type Notice =
  /** The server said no, in its sentence; rolledBack: it had been shown as done. */
  | { kind: 'refused'; deed: Deed; number: string | null; sentence: string; rolledBack: boolean }
  /** Nobody answered for long: whether it was done is not known. */
  | { kind: 'unknown'; deed: Deed; number: string | null }
  /** It was not sent again: another officer has signed in, or it is too old. */
  | { kind: 'dropped'; deed: Deed; number: string | null }
  | { kind: 'nobody-waits' }
  | { kind: 'just-called'; number: string }
  | { kind: 'not-now'; action: Action }
  | { kind: 'visitor-changed' }
  | { kind: 'done'; deed: Deed; number: string | null }
  | { kind: 'issued'; ticket: Issued }
  | { kind: 'rolled'; number: string }
  | { kind: 'referred'; number: string; onward: Referred['onward'] }
  | { kind: 'fault'; sentence: string };

export function createNotices() {
  const notice = signal<Notice | null>(null);
  return {
    notice,
    say: (told: Notice): void => {
      notice.value = told;
    },
    clear: (): void => {
      notice.value = null;
    },
  };
}

export type Notices = ReturnType<typeof createNotices>;

/** Whether a notice must not be missed. */
export function isUrgent(notice: Notice): boolean {
  return ['refused', 'unknown', 'dropped', 'fault'].includes(notice.kind);
}
