/** Which other branches have a service, how far are they, and what is known of the wait there? */
import { signal } from '@preact/signals';
import type { Advice } from '../../../server/pages/shared/wire';
import type { World } from './world';

export type Other = Omit<Advice['others'][number], 'why'> & { why: Advice['others'][number]['why'] | null };

export function createBranches(world: World, here: string) {
  /** In the server's order: where one is called soonest first, then where nothing can be told; null until it is said. */
  const rows = signal<readonly Other[] | null>(null);
  const fault = signal<unknown>(null);
  let asked = 0;

  async function load(service: string): Promise<void> {
    const mine = ++asked;
    rows.value = fault.value = null;
    try {
      const path = `${here}/advice?all=true&service=${encodeURIComponent(service)}`;
      const answer = await world.ask<Advice>({ method: 'GET', path });
      const offers = (answer?.offers ?? []).map((one) => ({ ...one, why: null }));
      if (mine === asked) rows.value = [...offers, ...(answer?.others ?? [])];
    } catch (error) {
      if (mine === asked) fault.value = error;
    }
  }

  return { rows, fault, load };
}

/** Whether nobody can say there when a visitor would be served: who sends one there must mean it. */
export function isBlind(other: Other): boolean {
  return other.wait_low_s === null || other.wait_high_s === null;
}
