/** How does a visitor get a number? What is wished, the question of another branch, the ticket, and its paper. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { Refusal } from '../../../server/pages/shared/requests';
import { type PaperState, paperOf } from './paper';
import type { Stage } from './stage';
import type { AgentState, Offer, Taken, World } from './world';

export const TICKET_S = 15;
export const UNPRINTED_S = 60;
/** Nobody waits longer for the word whether another branch would be quicker: where nothing is asked in between, hardly. */
const ADVICE_WITHIN_MS = { asked: 300, atOnce: 100 };

export interface Around {
  stage: Stage;
  known: ReadonlySignal<AgentState | null>;
  /** Whether the paper is to be in large print. */
  isLarge: () => boolean;
  /** How much longer than others this visitor is given. */
  patience: () => number;
  /** Leave the screen as it is for so many seconds. */
  linger: (seconds: number) => void;
  refresh: () => Promise<void>;
}

export function createTaking(world: World, { stage, known, isLarge, patience, linger, refresh }: Around) {
  const service = signal('');
  const dossiers = signal(1);
  const needs = signal<readonly string[]>([]);
  /** What was said of which an appointment knows nothing. */
  const said = computed(() => {
    if (dossiers.value > 1) return needs.value.length ? 'both' : 'dossiers';
    return needs.value.length ? 'needs' : null;
  });
  let priority: string | null = null;
  let advice: Promise<Offer | null> = Promise.resolve(null);
  let elsewhere: string | null = null;
  /** Chosen by words: its documents stand on the paper. */
  let procedure: string | null = null;
  let isTaking = false;

  function forget(): void {
    service.value = '';
    dossiers.value = 1;
    needs.value = [];
    priority = elsewhere = procedure = null;
  }

  function choose(code: string, found: string | null = null): void {
    const isAsked = known.value?.priorities.length;
    service.value = code;
    procedure = found;
    elsewhere = null;
    advice = bestOffer(code, ADVICE_WITHIN_MS[isAsked ? 'asked' : 'atOnce']);
    if (isAsked) stage.go({ name: 'priority' });
    else void take(null);
  }

  /** The same for another branch that was offered already. */
  function chooseElsewhere(code: string, branch: string, found: string | null = null): void {
    const isAsked = known.value?.priorities.length;
    service.value = code;
    procedure = found;
    elsewhere = branch;
    advice = Promise.resolve(null);
    if (isAsked) stage.go({ name: 'priority' });
    else void take(null);
  }

  async function bestOffer(code: string, within: number): Promise<Offer | null> {
    try {
      const path = `/advice?service=${encodeURIComponent(code)}`;
      const { offers } = await world.ask<{ offers: Offer[] }>(path, { within });
      return offers[0] ?? null;
    } catch {
      return null;
    }
  }

  /** Take a number for the chosen service, unless another branch is to be offered first. */
  async function take(chosen: string | null): Promise<void> {
    if (isTaking) return;
    isTaking = true;
    const wanted = service.value;
    priority = chosen;
    try {
      const offer = await advice;
      if (service.value !== wanted) return;
      if (offer) stage.go({ name: 'advice', offer });
      else await send(elsewhere);
    } finally {
      isTaking = false;
    }
  }

  /** Answer the question of another branch: its code, or null for here. */
  async function decide(branch: string | null): Promise<void> {
    if (isTaking) return;
    isTaking = true;
    await send(branch);
    isTaking = false;
  }

  async function send(advised: string | null): Promise<void> {
    const body = {
      services: [service.value],
      language: world.language(),
      priority,
      needs: needs.value,
      dossiers: dossiers.value,
      large: isLarge() || needs.value.includes('low-vision'),
      ...(advised === null ? {} : { advised }),
      ...(procedure === null ? {} : { procedure }),
    };
    stage.go({ name: 'sending' });
    try {
      const ticket = await world.ask<Taken>('/tickets', { method: 'POST', body });
      stage.start({ name: 'ticket', ticket, came: false });
      // The next one may scan his code over this ticket, and go on from there to a number.
      forget();
      linger(timeFor(paperOf(ticket)));
    } catch (error) {
      stage.start();
      stage.tell(error);
      if (error instanceof Refusal) await refresh();
    }
  }

  /** Until the paper is there, number and code stay longer. */
  function timeFor(paper: PaperState): number {
    return paper === 'there' ? TICKET_S * patience() : Math.max(UNPRINTED_S, TICKET_S * patience());
  }

  /** See what became of the paper; each change gives the visitor the time to read it. */
  async function follow(): Promise<void> {
    const before = stage.screen.value;
    if (before.name !== 'ticket' || before.came || paperOf(before.ticket) === 'there') return;
    try {
      const fresh = await world.ask<Taken>(`/tickets/${before.ticket.id}`);
      const shown = stage.screen.value;
      if (shown.name !== 'ticket' || shown.came || shown.ticket.id !== fresh.id) return;
      if (paperOf(fresh) !== paperOf(shown.ticket)) linger(timeFor(paperOf(fresh)));
      stage.renew({ ...shown, ticket: fresh });
    } catch {
      // The number stands on the screen; the next second asks again.
    }
  }

  /** The visitor says whether the paper came out; without it another one is printed, marked as such. */
  async function cameOut(yes: boolean): Promise<void> {
    const shown = stage.screen.value;
    if (shown.name !== 'ticket') return;
    if (yes) {
      stage.renew({ ...shown, came: true });
      linger(timeFor('there'));
    }
    try {
      const ticket = await world.ask<Taken>(`/tickets/${shown.ticket.id}/came-out`, { method: 'POST', body: { yes } });
      if (yes || stage.screen.value !== shown) return;
      stage.renew({ ...shown, ticket });
      linger(timeFor(paperOf(ticket)));
    } catch (error) {
      if (!yes) stage.tell(error);
    }
  }

  return {
    service,
    dossiers,
    needs,
    said,
    forget,
    choose,
    chooseElsewhere,
    take,
    decide,
    follow,
    cameOut,
    /** Say how many dossiers are filed at once. */
    file: (count: number) => {
      dossiers.value = count;
      stage.go({ name: 'home' });
    },
    need: (code: string) => {
      needs.value = needs.value.includes(code) ? needs.value.filter((one) => one !== code) : [...needs.value, code];
    },
  };
}

export type TakingModel = ReturnType<typeof createTaking>;
