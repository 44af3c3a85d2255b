/** What does a greeter know and do? Numbers, tickets, appointments, paper rolls of one branch. No DOM here. */
import { batch, computed, signal } from '@preact/signals';
import { createSession } from '../../shared/session';
import type { Issued, Mended, Referred, Rolled } from '../../shared/wire';
import { createAppointments } from './appointments';
import { createDeeds, type Order } from './deeds';
import { createFinding } from './finding';
import { createGiving } from './giving';
import { createPlace } from './place';
import { createPrinting } from './printing';
import type { Booked, World } from './world';

export const REFRESH_MS = 5000;
export type Tab = 'give' | 'find' | 'bookings' | 'roll';

export function createGreeter(world: World, branch: string) {
  const here = `/api/v1/branches/${encodeURIComponent(branch)}`;
  const tab = signal<Tab>('give');
  /** The number at the front of a paper roll, after it was set. */
  const rolled = signal<string | null>(null);
  const session = createSession(world, { entered, left: clear });
  const role = computed(() => session.session.value?.person.role ?? null);
  /** Who manages a branch finds tickets and reads appointments here; giving is for those who stand in the hall. */
  const gives = computed(() => role.value === 'greeter' || role.value === 'officer');
  const tabs = computed<readonly Tab[]>(() =>
    gives.value ? ['give', 'find', 'bookings', 'roll'] : ['find', 'bookings'],
  );
  const place = createPlace(world, here, { role: () => role.value, hindered: session.hindered });
  const deeds = createDeeds(world, session, answered);
  const giving = createGiving(world, here, place, deeds, () => session.badge.value);
  const finding = createFinding(world, here, deeds, session.hindered);
  const appointments = createAppointments(world, here, deeds, session.hindered);
  const printing = createPrinting(world);

  function entered(): void {
    if (!tabs.value.includes(tab.value)) tab.value = 'find';
    giving.resume();
    void refresh();
    void deeds.resume();
  }

  /** Nothing of a visitor stays for who comes next. */
  function clear(): void {
    batch(() => {
      giving.next();
      finding.clear();
      appointments.clear();
      printing.clear();
      rolled.value = null;
      tab.value = 'give';
    });
  }

  async function refresh(): Promise<void> {
    if (session.standing.value === 'in') await place.refresh();
  }

  function go(to: Tab): void {
    batch(() => {
      // Who has the number has seen it; elsewhere something else is done.
      if (giving.issued.value !== null) giving.next();
      tab.value = to;
      deeds.notice.value = null;
    });
    if (to === 'bookings') void appointments.refreshList();
  }

  /** Promise another time to who would wait in vain today; what was said of him goes along. */
  function bookInstead(service: string): void {
    appointments.next();
    appointments.about.value = giving.about.value;
    go('bookings');
    void appointments.chooseService(service);
  }

  function roll(service: string, at: number): void {
    rolled.value = null;
    deeds.send({ deed: 'roll', path: `${here}/number-roll`, body: { service, at }, about: null });
  }

  function answered(order: Order, answer: unknown): void {
    switch (order.deed) {
      case 'give':
      case 'check-in':
        giving.show(answer as Issued);
        void refresh();
        if (order.deed === 'check-in') void appointments.refreshList();
        break;
      case 'book':
        appointments.take(answer as Booked);
        break;
      case 'cancel-booking':
        void appointments.refreshList();
        break;
      case 'refer':
        finding.take(answer as Mended);
        giving.show((answer as Referred).onward);
        break;
      case 'roll':
        rolled.value = (answer as Rolled).next;
        break;
      default:
        finding.take(answer as Mended);
    }
  }

  return {
    ...{ branch, session, role, gives, tabs, tab, place, deeds, giving, finding, appointments, printing, rolled },
    ...{ go, refresh, roll, bookInstead, now: world.now },
  };
}

export type Greeter = ReturnType<typeof createGreeter>;
