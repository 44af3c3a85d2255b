/** What would happen if …? Changes that nobody has made are put together, and the worker tells what they would do. */
import { computed, signal } from '@preact/signals';
import { createLoaded } from './loaded';
import { type Around, isUnderWay } from './suggestions';
import type { Change, Run, Suggestion } from './wire';
import type { World } from './world';

const PATH = '/api/v1/what-if';
const EVERY_MS = 700;
export const AT_MOST = 20;

export function createTrying(world: Pick<World, 'ask' | 'wait'>, around: Around) {
  const changes = signal<readonly Change[]>([]);
  const run = createLoaded<Run>(world);
  /** The changes that the shown effects are of. */
  const tried = signal<readonly Change[]>([]);
  const isBusy = signal(false);
  const isStale = computed(() => run.value.value?.state === 'done' && tried.value !== changes.value);

  function add(change: Change): void {
    if (changes.value.length < AT_MOST) changes.value = [...changes.value, change];
  }

  function drop(at: number): void {
    changes.value = changes.value.filter((_, which) => which !== at);
  }

  /** Try what was suggested, alone, before deciding. */
  function takeOver(suggestion: Suggestion): void {
    const { kind, branch, counter, services, officer, to, start, end } = suggestion;
    changes.value = [{ kind, branch, counter, services, officer, to, start, end }];
    run.put(null);
  }

  function clear(): void {
    changes.value = [];
    run.put(null);
  }

  async function compute(): Promise<void> {
    if (isBusy.value || changes.value.length === 0) return;
    isBusy.value = true;
    const asked = changes.value;
    await around.attempt(async () => {
      const body = { changes: asked };
      const answer = await world.ask<Run>({ method: 'POST', path: PATH, body, csrf: around.csrf() });
      tried.value = asked;
      run.put(answer);
      while (run.value.value && isUnderWay(run.value.value)) {
        await world.wait(EVERY_MS);
        await run.load(`${PATH}/${run.value.value.id}`);
      }
    });
    isBusy.value = false;
  }

  return { changes, run: run.value, isBusy, isStale, add, drop, clear, takeOver, compute };
}

export type TryingModel = ReturnType<typeof createTrying>;
