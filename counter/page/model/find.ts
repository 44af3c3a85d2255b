/** Where is that ticket, and what may be done with it here? */
import { signal } from '@preact/signals';
import { meant } from '../../../server/pages/shared/numbers';
import type { CounterView, Found, Ticket } from '../../../server/pages/shared/wire';
import { isPriority } from './acts';
import type { World } from './world';

/** What is offered with a ticket that was found; `call` is out of order, `bring-back` calls who was held. */
export type FoundAction =
  | 'call'
  | 'bring-back'
  | 'return'
  | 'arrive'
  | 'reopen'
  | 'change-service'
  | 'add-service'
  | 'ordinary'
  | 'postpone'
  | 'refer'
  | 'cancel';

export interface Finding {
  hindered(error: unknown): boolean;
}

export function createFind(world: World, branchPath: string, { hindered }: Finding) {
  const query = signal('');
  const found = signal<readonly Ticket[] | null>(null);
  const busy = signal(false);
  const fault = signal<unknown>(null);
  let asked = 0;

  async function search(text: string): Promise<void> {
    const wanted = text.trim();
    query.value = wanted;
    found.value = fault.value = null;
    if (wanted === '') return;
    const mine = ++asked;
    busy.value = true;
    try {
      const path = `${branchPath}/tickets?find=${encodeURIComponent(meant(wanted))}`;
      const answer = await world.ask<Found>({ method: 'GET', path });
      if (mine === asked) found.value = answer?.tickets ?? [];
    } catch (error) {
      if (!hindered(error) && mine === asked) fault.value = error;
    } finally {
      if (mine === asked) busy.value = false;
    }
  }

  function clear(): void {
    asked += 1;
    query.value = '';
    found.value = fault.value = null;
    busy.value = false;
  }

  return { query, found, busy, fault, search, clear };
}

export type Find = ReturnType<typeof createFind>;

/** What this counter may do with a ticket; who stands at a counter is dealt with there. */
export function actionsFor(ticket: Ticket, view: CounterView): readonly FoundAction[] {
  const open = view.state === 'open';
  const actions: FoundAction[] = [];
  if (ticket.state === 'waiting') {
    if (open) actions.push('call');
    actions.push('change-service', 'add-service');
    if (isPriority(ticket)) actions.push('ordinary');
    if (ticket.postponements_left > 0) actions.push('postpone');
    actions.push('refer', 'cancel');
  }
  if (ticket.state === 'held') {
    if (open) actions.push('bring-back');
    actions.push('return', 'add-service', 'refer', 'cancel');
  }
  if (ticket.state === 'no_show') actions.push('return');
  if (ticket.state === 'booked') actions.push('arrive', 'cancel');
  if (ticket.state === 'done' && open && view.ticket === null) actions.push('reopen');
  return actions;
}
