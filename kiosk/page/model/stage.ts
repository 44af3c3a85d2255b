/** Which screen is shown, and which one does "back" lead to? */
import { batch, computed, signal } from '@preact/signals';
import type { Booked, Found, NoAppointment, Offer, Taken } from './world';

export type Screen =
  | { name: 'home' }
  | { name: 'group'; group: string }
  | { name: 'search' }
  | { name: 'procedure'; found: Found }
  | { name: 'dossiers' }
  | { name: 'priority' }
  | { name: 'needs' }
  | { name: 'advice'; offer: Offer }
  | { name: 'sending' }
  /** came: whether its holder says that the paper is out. */
  | { name: 'ticket'; ticket: Taken; came: boolean }
  | { name: 'scan' }
  | { name: 'appointment' }
  /** Today serves nobody more of a service, or perhaps not: later days, and another branch where one would be quicker. */
  | { name: 'later'; service: string; procedure: string | null; dates: readonly string[]; offer: Offer | null }
  | { name: 'later-services' }
  | { name: 'booked'; booked: Booked }
  | { name: 'no-appointment'; why: NoAppointment }
  | { name: 'mine' }
  | { name: 'mine-service'; deed: 'change-service' | 'add-service' }
  | { name: 'mine-cancel' }
  | { name: 'staff' };

const HOME: Screen = { name: 'home' };

export function createStage() {
  const trail = signal<readonly Screen[]>([HOME]);
  /** What was refused or failed; in which words it is told goes by the language in which it is read. */
  const trouble = signal<unknown>(null);
  const screen = computed<Screen>(() => trail.value.at(-1) ?? HOME);
  /** How many screens have come: it changes with each, and with none that is only drawn again. */
  const place = signal(0);

  function show(next: readonly Screen[]): void {
    batch(() => {
      trail.value = next;
      place.value += 1;
      trouble.value = null;
    });
  }

  return {
    screen,
    place,
    trouble,
    /** Show a screen; "back" leads to the present one. */
    go: (next: Screen) => show([...trail.value, next]),
    /** Show the same screen with what has changed on it; what was told stays. */
    renew: (next: Screen) => {
      trail.value = [...trail.value.slice(0, -1), next];
    },
    back: () => show(trail.value.length > 1 ? trail.value.slice(0, -1) : [HOME]),
    /** Begin again at the choice of a service, or at a screen from which "back" leads there. */
    start: (...screens: Screen[]) => show([HOME, ...screens]),
    /** Tell on whatever is shown what was refused or failed; null for nothing any more. */
    tell: (error: unknown) => {
      trouble.value = error;
    },
  };
}

export type Stage = ReturnType<typeof createStage>;
