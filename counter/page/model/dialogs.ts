/** Which dialog stands open, over which other? An act that is done closes those from which it was sent. */
import { computed, signal } from '@preact/signals';
import type { Ticket } from '../../../server/pages/shared/wire';

export type DialogName =
  | 'finish'
  | 'hold'
  | 'transfer'
  | 'bring-back'
  | 'take'
  | 'more'
  | 'pause'
  | 'find'
  | 'change-service'
  | 'add-service'
  | 'refer'
  | 'cancel'
  | 'call'
  | 'reopen'
  | 'dossiers'
  | 'end-turn'
  | 'roll'
  | 'services'
  | 'settings'
  | 'pin'
  | 'sign-out';

/** ticket: whom it is about. present: that one stood at this counter when it was opened. */
export interface Open {
  name: DialogName;
  ticket: Ticket | null;
  present: boolean;
}

export function createDialogs() {
  const stack = signal<readonly Open[]>([]);
  const top = computed(() => stack.value.at(-1) ?? null);
  return {
    stack,
    top,
    open: (name: DialogName, ticket: Ticket | null = null, present = false): void => {
      stack.value = [...stack.value, { name, ticket, present }];
    },
    /** Close the top one; what stands beneath is there again. */
    close: (): void => {
      stack.value = stack.value.slice(0, -1);
    },
    /** Close those from which an act was sent; what was opened over or after them stays. */
    closeSent: (sentFrom: readonly Open[]): void => {
      if (sentFrom.every((one, at) => one === stack.value[at])) stack.value = stack.value.slice(sentFrom.length);
    },
    closeAll: (): void => {
      stack.value = [];
    },
    /** Close what is about a visitor who no longer stands here; whether there was such a dialog. */
    leave: (present: string | null): boolean => {
      const stays = stack.value.findIndex((one) => one.present && one.ticket?.id !== present);
      if (stays < 0) return false;
      stack.value = stack.value.slice(0, stays);
      return true;
    },
  };
}

export type Dialogs = ReturnType<typeof createDialogs>;
