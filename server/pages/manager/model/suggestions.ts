/** What is suggested, what may be done with it, and what came of it? Nothing moves by itself. */
import { computed, signal } from '@preact/signals';
import { freshKey } from '../../shared/link';
import { createLoaded } from './loaded';
import type { Deed, Moves, Run, Suggestion, Suggestions } from './wire';
import type { World } from './world';

const PATH = '/api/v1/suggestions';
const EVERY_MS = 1000;
/** The network changes all the time; what others decide is seen after so long at the latest. */
export const SOON_MS = 3000;

/** Whether something was done; what was refused is said on the page. */
export type Attempt = (work: () => Promise<void>) => Promise<boolean>;
/** The same for what the page reads by itself; `what` was refused until it is read rightly. */
export type Reading = (what: string, work: () => Promise<void>) => Promise<boolean>;

export interface Around {
  csrf(): string;
  /** What somebody has pressed: its refusal stays until something else is pressed. */
  attempt: Attempt;
  read: Reading;
}

export interface Dismissal {
  reason: 'not-this-officer' | 'not-this-branch' | 'too-small' | 'too-far' | 'other';
  note: string | null;
}

export function isUnderWay(run: Run | null): boolean {
  return run !== null && (run.state === 'asked' || run.state === 'running');
}

export function createSuggestions(world: Pick<World, 'ask' | 'wait'>, around: Around) {
  const list = createLoaded<Suggestions>(world);
  const moves = createLoaded<Moves>(world);
  /** Which one is being acted upon; a second press waits for the first. */
  const busy = signal<number | 'ask' | null>(null);
  let isWatching = false;
  let isDue = false;

  const run = computed(() => list.value.value?.run ?? null);
  const suggestions = computed<readonly Suggestion[]>(() => list.value.value?.suggestions ?? []);
  const open = computed(() => suggestions.value.filter((one) => one.state === 'proposed'));
  const decided = computed(() => suggestions.value.filter((one) => one.state !== 'proposed'));
  const inForce = computed(() => suggestions.value.filter((one) => one.state === 'approved'));

  async function load(): Promise<void> {
    await around.read('suggestions', () => list.load(PATH));
    void follow();
  }

  /** Something has changed somewhere: look again, once for all that changes until then. */
  async function loadSoon(): Promise<void> {
    if (isDue) return;
    isDue = true;
    await world.wait(SOON_MS);
    isDue = false;
    await load();
  }

  async function loadMoves(): Promise<void> {
    await around.read('moves', () => moves.load('/api/v1/moves'));
  }

  /** Have the worker look for suggestions, and follow it until it has found some or given up. */
  async function ask(): Promise<void> {
    if (busy.value !== null || isUnderWay(run.value)) return;
    await acting('ask', async () => {
      await world.ask({ method: 'POST', path: PATH, body: {}, csrf: around.csrf() });
      await list.load(PATH);
    });
    void follow();
  }

  /** Look again every second while the worker is at it; however often this is called, only one looks. */
  async function follow(): Promise<void> {
    if (isWatching) return;
    isWatching = true;
    while (isUnderWay(run.value)) {
      await world.wait(EVERY_MS);
      if (!(await around.read('suggestions', () => list.load(PATH)))) break;
    }
    isWatching = false;
  }

  async function act(which: Suggestion, deed: Exclude<Deed, 'order'>, body: object = {}): Promise<boolean> {
    if (busy.value !== null) return false;
    const path = `${PATH}/${which.id}/${deed}`;
    const isDone = await acting(which.id, async () => {
      await world.ask({ method: 'POST', path, body, csrf: around.csrf(), key: freshKey() });
    });
    // Also after a refusal: somebody else has decided, or it is no longer possible.
    await around.read('suggestions', () => list.load(PATH));
    return isDone;
  }

  const dismiss = (which: Suggestion, why: Dismissal): Promise<boolean> => act(which, 'dismiss', why);

  async function acting(what: number | 'ask', work: () => Promise<void>): Promise<boolean> {
    busy.value = what;
    const isDone = await around.attempt(work);
    busy.value = null;
    return isDone;
  }

  return {
    list: list.value,
    moves: moves.value,
    run,
    open,
    decided,
    inForce,
    busy,
    load,
    loadSoon,
    loadMoves,
    ask,
    act,
    dismiss,
  };
}

export type SuggestionsModel = ReturnType<typeof createSuggestions>;
