/** What does the hall see, and what is still to be spoken? No DOM here. */
import { computed, signal } from '@preact/signals';
import type { Call, HallView, Serving } from '../../server/pages/shared/wire';

export const ROWS = 6;
export const FILLS_MS = 8000;
export const PAGE_EVERY_MS = 8000;

export interface Row {
  key: string;
  number: string;
  counter: string;
  state: 'called' | 'serving' | 'left';
  blinking: boolean;
}

/** Keeps the highest view, and tells which calls are new since the page began to watch. */
export function createHall(speak: (calls: Call[]) => void, after: (ms: number, then: () => void) => void) {
  const view = signal<HallView | null>(null);
  const filling = signal<Call[]>([]);
  const page = signal(0);
  const known = new Set<string>();

  /** The first view after a start shows the present; what it tells of the past was spoken already. */
  function take(came: HallView): void {
    const isFirst = view.value === null;
    const fresh = came.calls.filter((call) => !known.has(call.id)).reverse();
    for (const call of fresh) known.add(call.id);
    forget(came);
    view.value = came;
    if (isFirst || fresh.length === 0) return;
    page.value = 0;
    filling.value = [...filling.value, ...fresh];
    if (filling.value.length === fresh.length) fillOn();
    speak(fresh);
  }

  /** Each new call fills the left for its time, one after the other; more of them share it. */
  function fillOn(): void {
    if (filling.value.length === 0) return;
    after(FILLS_MS / Math.min(8, filling.value.length), () => {
      filling.value = filling.value.slice(1);
      fillOn();
    });
  }

  function forget(came: HallView): void {
    if (known.size < 4 * came.calls.length + 200) return;
    const present = new Set(came.calls.map((call) => call.id));
    for (const id of known) if (!present.has(id)) known.delete(id);
  }

  const rows = computed<Row[]>(() => (view.value ? rowsOf(view.value) : []));
  const pages = computed(() => Math.max(1, Math.ceil(rows.value.length / ROWS)));
  const shown = computed(() =>
    rows.value.slice((page.value % pages.value) * ROWS, ((page.value % pages.value) + 1) * ROWS),
  );

  return { view, filling, page, pages, rows, shown, take, turn: () => (page.value = (page.value + 1) % pages.value) };
}

/** Who was called and has not been started stands first and never scrolls off; then who is served; then who left. */
export function rowsOf(view: HallView): Row[] {
  const latest = new Map<string, Call>();
  for (const call of view.calls) if (!latest.has(call.number)) latest.set(call.number, call);
  const row = (serving: Serving): Row => ({
    key: serving.id,
    number: serving.number,
    counter: serving.counter,
    state: serving.state,
    blinking: serving.state === 'called' && latest.get(serving.number)?.kind !== 'call',
  });
  const there = view.serving.map(row);
  const numbers = new Set(there.map((one) => one.number));
  const left = [...latest.values()]
    .filter((call) => !numbers.has(call.number) && call.kind !== 'corrected')
    .map((call): Row => ({ key: call.id, number: call.number, counter: call.counter, state: 'left', blinking: false }));
  const firm = [...there.filter((one) => one.state === 'called'), ...there.filter((one) => one.state === 'serving')];
  return [...firm, ...left.slice(0, Math.max(0, ROWS - firm.length))];
}
