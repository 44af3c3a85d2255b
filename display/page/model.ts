/** What does the hall see? The view, the calls that fill the screen, and the rows with their pages. No DOM here. */
import { computed, signal } from '@preact/signals';
import type { Call, HallView, Serving } from '../../server/pages/shared/wire';

export const ROWS = 6;
export const MOST_COLUMNS = 4;
/** So many pages at most, or the eye waits too long for its number. */
export const PAGES = 3;
/** So many calls share the screen; more wait for their turn. */
export const AT_ONCE = 2;
/** Each call is shown for so long at least, however many wait behind it. */
export const LEAST_MS = 3000;
export const PAGE_EVERY_MS = 8000;

export interface Row {
  key: string;
  number: string;
  counter: string;
  state: 'called' | 'serving' | 'left';
  blinking: boolean;
}

export interface Outside {
  /** New calls, oldest first. */
  speak: (calls: Call[]) => void;
  after: (ms: number, then: () => void) => void;
  shown?: (call: Call) => void;
}

/** Keeps the highest view, and tells which calls are new since the page began to watch. */
export function createHall({ speak, after, shown = () => {} }: Outside) {
  const view = signal<HallView | null>(null);
  const filling = signal<Call[]>([]);
  const page = signal(0);
  const known = new Set<string>();
  let behind: Call[] = [];

  /** The first view after a start shows the present; what it tells of the past was spoken already. */
  function take(came: HallView): void {
    const isFirst = view.value === null;
    const fresh = came.calls.filter((call) => !known.has(call.id)).reverse();
    for (const call of fresh) known.add(call.id);
    forget(came);
    view.value = came;
    if (isFirst || fresh.length === 0) return;
    page.value = 0;
    behind.push(...fresh);
    fill();
    speak(fresh);
  }

  /** Who is called later at the same counter, or corrected, takes the place of the call before. */
  function fill(): void {
    while (behind.length > 0 && filling.value.length < AT_ONCE) {
      const [call, ...rest] = behind as [Call, ...Call[]];
      behind = rest;
      filling.value = [...filling.value, call];
      shown(call);
      const ms = rest.length > AT_ONCE ? LEAST_MS : call.show_s * 1000;
      after(ms, () => {
        filling.value = filling.value.filter((one) => one.id !== call.id);
        fill();
      });
    }
  }

  function forget(came: HallView): void {
    if (known.size < 4 * came.calls.length + 200) return;
    const present = new Set(came.calls.map((call) => call.id));
    for (const id of known) if (!present.has(id)) known.delete(id);
  }

  const rows = computed<Row[]>(() => (view.value ? rowsOf(view.value) : []));
  const board = computed(() => boardOf(rows.value, page.value));

  return { view, filling, page, rows, board, take, known, turn: () => (page.value = (page.value + 1) % 1_000_000) };
}

export interface Board {
  rows: Row[];
  columns: number;
  page: number;
  pages: number;
}

/** Who was called and has not started stands on every page; the others share what room is left, page by page. */
export function boardOf(rows: Row[], page: number): Board {
  const pinned = rows.filter((row) => row.state === 'called');
  const others = rows.filter((row) => row.state !== 'called');
  const free = (columns: number) => Math.max(0, columns * ROWS - pinned.length);
  const enough = (columns: number) => others.length <= PAGES * free(columns);
  let columns = Math.min(MOST_COLUMNS, Math.max(1, Math.ceil(pinned.length / ROWS)));
  while (columns < MOST_COLUMNS && !enough(columns)) columns++;
  const room = free(columns);
  const pages = room > 0 ? Math.max(1, Math.ceil(others.length / room)) : 1;
  const at = page % pages;
  return { rows: [...pinned, ...others.slice(at * room, (at + 1) * room)], columns, page: at, pages };
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
