/** Where does a ticket stand that its holder shows, and what may be done with it? */
import { signal } from '@preact/signals';
import { Refusal } from '../../../server/pages/shared/requests';
import { paperOf } from './paper';
import type { Stage } from './stage';
import type { Mine, MineDeed, NoAppointment, Taken, World } from './world';

/** stay: give whoever stands there his time again. */
export function createMine(world: World, stage: Stage, stay: () => void) {
  const ticket = signal<Mine | null>(null);
  /** What was just done. */
  const done = signal<MineDeed | 'check-in' | null>(null);
  const isBusy = signal(false);
  /** The code that was refused, to be put right. */
  const code = signal('');

  async function asked(path: string, body: object, deed: MineDeed | null): Promise<void> {
    if (isBusy.value) return;
    isBusy.value = true;
    const before = stage.screen.value;
    try {
      const told = await world.ask<Mine>(path, { method: 'POST', body });
      // Whoever has gone on or away meanwhile is not shown somebody's ticket.
      if (stage.screen.value !== before) return;
      ticket.value = told;
      done.value = told.checked_in ? 'check-in' : deed;
      code.value = '';
      stage.start({ name: 'mine' });
    } catch (error) {
      if (stage.screen.value !== before) return;
      const why = error instanceof Refusal ? (error.body as NoAppointment | null) : null;
      if (why?.appointment) stage.start({ name: 'no-appointment', why });
      else stage.tell(error);
    } finally {
      isBusy.value = false;
    }
  }

  /** Where the paper stands now; each change is to be read. */
  function renew(before: Mine, fresh: Taken): void {
    if (ticket.value !== before || !before.paper) return;
    if (paperOf(fresh) !== paperOf(before.paper)) stay();
    const { print, print_reason, by_backup } = fresh;
    ticket.value = { ...before, paper: { ...before.paper, print, print_reason, by_backup } };
  }

  /** A second has passed: see what became of the paper. */
  async function follow(): Promise<void> {
    const before = ticket.value;
    if (!before?.paper || stage.screen.value.name !== 'mine' || paperOf(before.paper) === 'there') return;
    try {
      renew(before, await world.ask<Taken>(`/tickets/${before.paper.id}`));
    } catch {
      // The number stands on the screen; the next second asks again.
    }
  }

  /** The holder says whether the paper came out; without it another one is printed. */
  async function cameOut(yes: boolean): Promise<void> {
    const before = ticket.value;
    if (!before?.paper) return;
    try {
      renew(before, await world.ask<Taken>(`/tickets/${before.paper.id}/came-out`, { method: 'POST', body: { yes } }));
    } catch (error) {
      stage.tell(error);
    }
  }

  return {
    follow,
    cameOut,
    ticket,
    done,
    isBusy,
    code,
    /** Look up what a scanner read, or the code of a booking that was typed. */
    show: (scanned: string) => {
      code.value = scanned;
      return asked('/mine', { scanned }, null);
    },
    act: (deed: MineDeed, service?: string) =>
      asked(`/mine/${ticket.value?.token}/${deed}`, service === undefined ? {} : { service }, deed),
    forget: () => {
      ticket.value = done.value = null;
      code.value = '';
    },
  };
}

export type MineModel = ReturnType<typeof createMine>;
