/** Where does a ticket stand that its holder shows, and what may be done with it? */
import { signal } from '@preact/signals';
import type { Stage } from './stage';
import type { Mine, MineDeed, World } from './world';

export function createMine(world: World, stage: Stage) {
  const ticket = signal<Mine | null>(null);
  /** What was just done. */
  const done = signal<MineDeed | 'check-in' | null>(null);
  const isBusy = signal(false);

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
      stage.start({ name: 'mine' });
    } catch (error) {
      if (stage.screen.value === before) stage.say(world.sentence(error));
    } finally {
      isBusy.value = false;
    }
  }

  return {
    ticket,
    done,
    isBusy,
    /** Look up what a scanner read, or the code of a booking that was typed. */
    show: (scanned: string) => asked('/mine', { scanned }, null),
    act: (deed: MineDeed, service?: string) =>
      asked(`/mine/${ticket.value?.token}/${deed}`, service === undefined ? {} : { service }, deed),
    forget: () => {
      ticket.value = done.value = null;
    },
  };
}

export type MineModel = ReturnType<typeof createMine>;
