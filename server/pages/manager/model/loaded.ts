/** What was last read from an address? What was asked for later replaces what was asked for before, never the other way. */
import { signal } from '@preact/signals';
import type { World } from './world';

export function createLoaded<Value>(world: Pick<World, 'ask'>) {
  const value = signal<Value | null>(null);
  let asked = 0;
  let taken = 0;

  /** Read once. Throws Refusal, Unreached. */
  async function load(path: string): Promise<void> {
    asked += 1;
    const mine = asked;
    const answer = await world.ask<Value>({ method: 'GET', path });
    if (answer !== null && mine > taken) put(answer, mine);
  }

  /** Take what an act was answered with, which is newer than whatever is on its way. */
  function put(answer: Value | null, mine = asked + 1): void {
    asked = Math.max(asked, mine);
    taken = mine;
    value.value = answer;
  }

  return { value, load, put };
}
