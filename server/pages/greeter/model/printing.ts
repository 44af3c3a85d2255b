/** What goes to the printer, and had its number a paper before? */
import { signal } from '@preact/signals';
import type { Language, Ticket } from '../../shared/wire';
import type { World } from './world';

export interface Appointment {
  code: string;
  service: string;
  slot: string;
  language: Language;
}

/** again: its number may have a paper already, so this one says that it is a reprint. */
export type Paper = { ticket: Ticket; again: boolean } | { appointment: Appointment };

const KEPT = 'motcua.greeter.printed';

export function createPrinting(world: World) {
  const paper = signal<Paper | null>(null);
  /** The id of the ticket that was printed last; a reload does not make its next paper the first. */
  const last = signal(world.ofTab.read(KEPT));

  function print(wanted: Paper): void {
    paper.value = wanted;
    world.print();
  }

  function ticket(wanted: Ticket): void {
    const again = last.value === wanted.id;
    last.value = wanted.id;
    world.ofTab.write(KEPT, wanted.id);
    print({ ticket: wanted, again });
  }

  return {
    paper,
    last,
    ticket,
    /** Of a ticket that was found nobody knows here whether a kiosk printed it. */
    ticketAgain: (wanted: Ticket): void => print({ ticket: wanted, again: true }),
    appointment: (wanted: Appointment): void => print({ appointment: wanted }),
    clear: (): void => {
      paper.value = null;
    },
  };
}

export type Printing = ReturnType<typeof createPrinting>;
