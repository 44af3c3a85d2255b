/** Where does a ticket stand that its holder shows, and what may be done with it? */
import { signal } from '@preact/signals';
import { Refusal } from '../../../server/pages/shared/requests';
import type { Stage } from './stage';
import type { Mine, MineDeed, NoAppointment, World } from './world';

export function createMine(world: World, stage: Stage) {
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
      else stage.say(world.sentence(error));
    } finally {
      isBusy.value = false;
    }
  }

  return {
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
