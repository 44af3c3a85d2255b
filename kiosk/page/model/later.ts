/** What is offered where today serves nobody more? Later days and another branch; a day that is chosen is an appointment. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { Refusal } from '../../../server/pages/shared/requests';
import { paperOf } from './paper';
import type { Stage } from './stage';
import type { AgentState, Booked, Offer, Service, World } from './world';

/** Nobody waits longer for what is free. */
const LOOK_WITHIN_MS = 600;
/** Time, code and papers are to be read. */
export const BOOKED_S = 45;

/** Whether one is told of later days and other branches before one takes a number, or instead. */
export function isLater(known: AgentState, service: Service): boolean {
  if (service.intake_closed) return known.link === 'up' || service.elsewhere.length > 0;
  return known.link === 'up' && service.open && service.full_today;
}

/** always: whatever is left today. procedure: what was found by words. */
interface Choice {
  always?: boolean;
  procedure?: string | null;
}

export interface Around {
  stage: Stage;
  known: ReadonlySignal<AgentState | null>;
  /** Take a number for today. */
  takeNumber: (service: string, procedure: string | null) => void;
  /** What was said for a number is no longer wished: there is an appointment instead. */
  forgetWishes: () => void;
  patience: () => number;
  linger: (seconds: number) => void;
  /** An id that nobody else has. */
  freshId: () => string;
}

export function createLater(
  world: World,
  { stage, known, takeNumber, forgetWishes, patience, linger, freshId }: Around,
) {
  const isBusy = signal(false);
  /** One id for each choice, so that a second press of it is no second appointment. */
  let ids = new Map<string, string>();

  async function alone(work: () => Promise<void>): Promise<void> {
    if (isBusy.value) return;
    isBusy.value = true;
    await work().finally(() => {
      isBusy.value = false;
    });
  }

  const asked = <Answer>(path: string) => world.ask<Answer>(path, { within: LOOK_WITHIN_MS }).catch(() => null);

  /** Choose a service: a number at once, or what else there is where today may not be enough. */
  function choose(code: string, { always = false, procedure = null }: Choice = {}): void {
    const service = known.value?.services.find((one) => one.code === code);
    if (known.value && service && (always || isLater(known.value, service))) void offer(service, always, procedure);
    else takeNumber(code, procedure);
  }

  function offer(service: Service, always: boolean, procedure: string | null): Promise<void> {
    const { code } = service;
    return alone(async () => {
      const before = stage.screen.value;
      const where = `service=${encodeURIComponent(code)}`;
      const [days, advice] = await Promise.all([
        asked<{ dates: string[] }>(`/dates?${where}`),
        asked<{ offers: Offer[] }>(`/advice?${where}`),
      ]);
      if (stage.screen.value !== before) return;
      const dates = days?.dates ?? [];
      if (!dates.length && service.open && !always) takeNumber(code, procedure);
      else stage.go({ name: 'later', service: code, procedure, dates, offer: advice?.offers[0] ?? null });
    });
  }

  /** Choose one of the days. */
  function book(service: string, slot: string, procedure: string | null = null): Promise<void> {
    return alone(async () => {
      const before = stage.screen.value;
      const choice = `${service} ${slot}`;
      const id = ids.get(choice) ?? freshId();
      ids.set(choice, id);
      try {
        const body = { id, service, slot, ...(procedure === null ? {} : { procedure }) };
        const booked = await world.ask<Booked>('/dates', { method: 'POST', body });
        if (stage.screen.value !== before) return;
        stage.start({ name: 'booked', booked });
        forgetWishes();
        linger(BOOKED_S * patience());
      } catch (error) {
        // A place that was taken meanwhile is refused, and another choice of it would be another appointment.
        if (error instanceof Refusal) ids.delete(choice);
        if (stage.screen.value === before) stage.tell(error);
      }
    });
  }

  /** See what became of the paper. */
  async function follow(): Promise<void> {
    const before = stage.screen.value;
    if (before.name !== 'booked' || paperOf(before.booked) === 'there') return;
    const printed = await asked<object>(`/dates/${before.booked.code}`);
    if (printed && stage.screen.value === before)
      stage.renew({ name: 'booked', booked: { ...before.booked, ...printed } });
  }

  return {
    isBusy,
    choose,
    book,
    follow,
    forget: () => {
      ids = new Map();
    },
  };
}

export type LaterModel = ReturnType<typeof createLater>;
