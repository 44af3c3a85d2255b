/** What does the visitor see, and what is asked of the agent? No DOM here. */
import { computed, signal } from '@preact/signals';
import { Refusal } from '../../server/pages/shared/link';
import type { Language, Names, ServiceRow, Ticket } from '../../server/pages/shared/wire';

export const IDLE_S = 60;
export const WARNING_S = 20;
export const TICKET_S = 15;
export const UNPRINTED_S = 60;
const SLOWER = 3;

export interface AgentState {
  branch: string;
  names: Names;
  open: boolean;
  at: string;
  told_at: string;
  speed: number;
  age_s: number;
  link: 'up' | 'down';
  languages: Language[];
  services: ServiceRow[];
  priorities: { code: string; names: Names }[];
}

export interface Taken extends Ticket {
  print: 'queued' | 'sending' | 'sent' | 'printed' | 'unknown' | 'failed';
  print_reason: string | null;
  phone_url: string;
}

export type PaperState = 'coming' | 'there' | 'perhaps' | 'lost';

/** What the visitor is told of the paper. A job that waits for a reason cannot be printed now, though it may later. */
export function paperOf(ticket: Taken): PaperState {
  if (ticket.print === 'printed' || ticket.print === 'sent') return 'there';
  if (ticket.print === 'unknown') return 'perhaps';
  return ticket.print === 'failed' || ticket.print_reason !== null ? 'lost' : 'coming';
}

export type Screen =
  | { name: 'home' }
  | { name: 'priority'; service: string }
  | { name: 'sending' }
  | { name: 'ticket'; ticket: Taken };

export interface World {
  state(): Promise<AgentState>;
  take(body: object): Promise<Taken>;
  ticket(id: string): Promise<Taken>;
  language(): Language;
  firstLanguage(): void;
  isTall(): boolean;
  sentence(error: unknown): string;
}

export function createKiosk(world: World) {
  const known = signal<AgentState | null>(null);
  const screen = signal<Screen>({ name: 'home' });
  const message = signal('');
  const bigger = signal(false);
  const contrast = signal(false);
  const low = signal(world.isTall());
  const left = signal(IDLE_S + WARNING_S);

  /** Larger text, more contrast or buttons that were lowered mean that somebody needs longer. */
  const isSlow = computed(() => bigger.value || contrast.value || low.value !== world.isTall());
  const patience = computed(() => (isSlow.value ? SLOWER : 1));
  const warning = computed(() => {
    const isAway = screen.value.name === 'home' && !isSlow.value;
    return !isAway && screen.value.name !== 'ticket' && left.value <= WARNING_S * patience.value ? left.value : null;
  });

  async function refresh(): Promise<void> {
    try {
      known.value = await world.state();
    } catch {
      if (known.value) known.value = { ...known.value, link: 'down', age_s: known.value.age_s + 4 };
    }
  }

  /** Somebody touched the screen. */
  function stay(): void {
    left.value = (IDLE_S + WARNING_S) * patience.value;
  }

  /** A second has passed. */
  async function tick(): Promise<void> {
    left.value -= 1;
    const shown = screen.value;
    if (shown.name === 'ticket') await follow(shown.ticket);
    if (left.value <= 0) home();
  }

  function home(): void {
    screen.value = { name: 'home' };
    message.value = '';
    bigger.value = contrast.value = false;
    low.value = world.isTall();
    world.firstLanguage();
    stay();
  }

  /** Back to the choice of a service, for the same person. */
  function back(): void {
    screen.value = { name: 'home' };
    stay();
  }

  function choose(service: string): void {
    stay();
    message.value = '';
    if (known.value?.priorities.length) screen.value = { name: 'priority', service };
    else void take(service, null);
  }

  async function take(service: string, priority: string | null): Promise<void> {
    if (screen.value.name === 'sending') return;
    screen.value = { name: 'sending' };
    stay();
    try {
      const ticket = await world.take({ services: [service], language: world.language(), priority });
      screen.value = { name: 'ticket', ticket };
      left.value = timeFor(paperOf(ticket));
    } catch (error) {
      screen.value = { name: 'home' };
      message.value = world.sentence(error);
      if (error instanceof Refusal) await refresh();
    }
  }

  /** Until the paper is there, number and code stay longer. */
  function timeFor(paper: PaperState): number {
    return paper === 'there' ? TICKET_S * patience.value : Math.max(UNPRINTED_S, TICKET_S * patience.value);
  }

  /** See what became of the paper; each change gives the visitor the time to read it. */
  async function follow(ticket: Taken): Promise<void> {
    if (paperOf(ticket) === 'there') return;
    try {
      const fresh = await world.ticket(ticket.id);
      const shown = screen.value;
      if (shown.name !== 'ticket' || shown.ticket.id !== fresh.id) return;
      if (paperOf(fresh) !== paperOf(shown.ticket)) left.value = timeFor(paperOf(fresh));
      screen.value = { name: 'ticket', ticket: fresh };
    } catch {
      // The number stands on the screen; the next second asks again.
    }
  }

  return {
    known,
    screen,
    message,
    bigger,
    contrast,
    low,
    left,
    patience,
    warning,
    refresh,
    stay,
    tick,
    home,
    back,
    choose,
    take,
  };
}

export type KioskModel = ReturnType<typeof createKiosk>;
