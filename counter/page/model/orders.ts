/** To which other branches is this officer sent, and when? */
import { signal } from '@preact/signals';
import type { Order } from '../../../server/pages/shared/wire';
import type { World } from './world';

export function createOrders(world: World) {
  const mine = signal<readonly Order[]>([]);

  /** Ask again; what is known stays when nobody answers, as it does on paper. */
  async function load(): Promise<void> {
    const answer = await world.ask<{ orders: Order[] }>({ method: 'GET', path: '/api/v1/orders' }).catch(() => null);
    if (answer) mine.value = answer.orders;
  }

  function clear(): void {
    mine.value = [];
  }

  return { mine, load, clear };
}
