/** Where is that ticket, and what may a greeter do with it? */
import { signal } from '@preact/signals';
import { meant } from '../../shared/numbers';
import type { Found, Mended, Ticket } from '../../shared/wire';
import type { Deeds, Mending } from './deeds';
import type { Advice, Offer, World } from './world';

/** What first asks for more: a service, a number, a yes. */
export type Asked = 'change-service' | 'add-service' | 'dossiers' | 'refer' | 'cancel';

export function createFinding(world: World, here: string, deeds: Deeds, hindered: (error: unknown) => boolean) {
  const query = signal('');
  const found = signal<readonly Ticket[] | null>(null);
  const busy = signal(false);
  const fault = signal<unknown>(null);
  const asking = signal<{ what: Asked; ticket: Ticket } | null>(null);
  /** Where a ticket could be sent, where its holder is called soonest first; null until the server has said it. */
  const offers = signal<readonly Offer[] | null>(null);
  let asked = 0;

  async function look(text: string): Promise<void> {
    query.value = text.trim();
    found.value = fault.value = null;
    if (query.value === '') return;
    const mine = ++asked;
    busy.value = true;
    try {
      const path = `${here}/tickets?find=${encodeURIComponent(meant(query.value))}`;
      const answer = await world.ask<Found>({ method: 'GET', path });
      if (mine === asked) found.value = answer?.tickets ?? [];
    } catch (error) {
      if (!hindered(error) && mine === asked) fault.value = error;
    } finally {
      if (mine === asked) busy.value = false;
    }
  }

  /** Ask before a ticket is changed: for a service, a number, a branch, a yes. */
  function begin(what: Asked, ticket: Ticket): void {
    offers.value = null;
    asking.value = { what, ticket };
    if (what === 'refer') void lookElsewhere(ticket);
  }

  async function lookElsewhere(ticket: Ticket): Promise<void> {
    const mine = asking.value;
    try {
      const path = `${here}/advice?all=true&service=${encodeURIComponent(ticket.service)}`;
      const answer = await world.ask<Advice>({ method: 'GET', path });
      if (mine === asking.value) offers.value = answer?.offers ?? [];
    } catch (error) {
      if (mine !== asking.value) return;
      asking.value = null;
      if (!hindered(error)) fault.value = error;
    }
  }

  function mend(deed: Mending, ticket: Ticket, body: object = {}): void {
    asking.value = null;
    deeds.send({ deed, path: `${here}/tickets/${ticket.id}/${deed}`, body, about: ticket.number });
  }

  /** Show what an act has made of a ticket. */
  function take({ ticket }: Mended): void {
    found.value = found.value?.map((one) => (one.id === ticket.id ? { ...one, ...ticket } : one)) ?? null;
  }

  function clear(): void {
    asked += 1;
    query.value = '';
    found.value = fault.value = asking.value = offers.value = null;
    busy.value = false;
  }

  return { query, found, busy, fault, asking, offers, look, begin, mend, take, clear };
}

export type FindingModel = ReturnType<typeof createFinding>;

/** Who is served already, or has gone, needs no paper. */
const ON_PAPER: ReadonlySet<string> = new Set(['booked', 'planned', 'waiting', 'called', 'held']);

export function mayPrint(ticket: Ticket): boolean {
  return ON_PAPER.has(ticket.state);
}

/** What is offered with a ticket; who stands at a counter is dealt with there. */
export function mendingsOf(ticket: Ticket, now: string): readonly Mending[] {
  switch (ticket.state) {
    case 'waiting': {
      const isEarly = ticket.back_at !== null && Date.parse(now) < Date.parse(ticket.back_at);
      return [
        ...(isEarly ? (['arrive'] as const) : []),
        'change-service',
        'add-service',
        ...(ticket.priority === 'ordinary' ? [] : (['ordinary'] as const)),
        'dossiers',
        ...(ticket.postponements_left > 0 ? (['postpone'] as const) : []),
        'refer',
        'cancel',
      ];
    }
    case 'held':
      return ['return', 'add-service', 'dossiers', 'refer', 'cancel'];
    case 'no_show':
      return ['return'];
    case 'booked':
      return ['arrive', 'cancel'];
    default:
      return [];
  }
}
