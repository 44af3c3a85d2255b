/** Where does the visit stand? No DOM here. */
import { computed, signal } from '@preact/signals';
import type { Ticket, Why } from '../shared/wire';

/** What the holder of a ticket may do with it. */
export type Deed = 'cancel' | 'postpone' | 'return' | 'arrive';

/** What is asked for twice. */
export type Question = Extract<Deed, 'cancel' | 'postpone'>;

/** Why the whole branch stands still. */
export type Stop = NonNullable<Ticket['branch_paused']>;

export interface World {
  act(deed: Deed): Promise<Ticket | null>;
  why(): Promise<Why | null>;
  sentence(error: unknown): string;
  /** Make the phone felt. */
  feel(): void;
}

/** In minutes. */
export interface Range {
  low: number;
  high: number;
}

/** How much longer it takes as things stand, in steps of five minutes; null where nobody can say. */
export function leftNow({ wait_p50_s: middle, wait_p90_s: latest }: Ticket): Range | null {
  if (middle === null || latest === null) return null;
  return { low: Math.floor(middle / 300) * 5, high: Math.max(1, Math.ceil(latest / 300)) * 5 };
}

/** What was told with the number. It was the wait for the first call: once that came, it is over. */
export function toldAtFirst({ wait_low_s: low, wait_high_s: high, called_at: calledAt }: Ticket): Range | null {
  return low === null || high === null || calledAt !== null ? null : { low: low / 60, high: high / 60 };
}

export function createVisit(world: World) {
  const ticket = signal<Ticket | null>(null);
  const at = signal('');
  const gone = signal(false);
  const asking = signal<Question | null>(null);
  const busy = signal(false);
  const message = signal('');
  const why = signal<Why | null>(null);
  const may = computed<ReadonlySet<string>>(() => new Set(ticket.value?.may ?? []));

  /** Told to whoever may still be called; who was served or went home has no part in it. */
  const stop = computed<Stop | null>(() => {
    const isOver = ticket.value?.step === null && !may.value.has('return');
    return isOver ? null : (ticket.value?.branch_paused ?? null);
  });

  function take(came: Ticket & { at: string }): void {
    const wasWaiting = ticket.value?.state === 'waiting';
    const before = stop.value;
    ticket.value = came;
    at.value = came.at;
    if (came.state !== 'waiting') why.value = null;
    if (asking.value && !may.value.has(asking.value)) asking.value = null;
    if ((wasWaiting && came.state === 'called') || (stop.value && stop.value !== before)) world.feel();
  }

  /** One request a press; a second press while it is under way sends nothing. */
  async function act(deed: Deed): Promise<void> {
    if (busy.value || !may.value.has(deed)) return;
    await told(async () => {
      const answer = await world.act(deed);
      if (answer) ticket.value = answer;
    });
    asking.value = null;
  }

  async function ask(): Promise<void> {
    await told(async () => {
      why.value = await world.why();
    });
  }

  async function told(work: () => Promise<void>): Promise<void> {
    busy.value = true;
    message.value = '';
    try {
      await work();
    } catch (error) {
      message.value = world.sentence(error);
    } finally {
      busy.value = false;
    }
  }

  return { ticket, at, gone, asking, busy, message, why, may, stop, take, act, ask };
}

export type VisitModel = ReturnType<typeof createVisit>;
