/** Where does the visit stand? No DOM here. */
import { signal } from '@preact/signals';
import type { Ticket } from '../shared/wire';

export interface World {
  cancel(): Promise<Ticket | null>;
  sentence(error: unknown): string;
  called(): void;
}

export function createVisit(world: World) {
  const ticket = signal<Ticket | null>(null);
  const at = signal('');
  const gone = signal(false);
  const asking = signal(false);
  const message = signal('');

  function take(came: Ticket & { at: string }): void {
    const wasWaiting = ticket.value?.state === 'waiting';
    ticket.value = came;
    at.value = came.at;
    if (wasWaiting && came.state === 'called') world.called();
  }

  async function cancel(): Promise<void> {
    message.value = '';
    try {
      const answer = await world.cancel();
      if (answer) ticket.value = answer;
    } catch (error) {
      message.value = world.sentence(error);
    }
    asking.value = false;
  }

  return { ticket, at, gone, asking, message, take, cancel };
}

export type VisitModel = ReturnType<typeof createVisit>;
