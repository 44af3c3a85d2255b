/** What does the hall see? The view, the calls that fill the screen, and the rows with their pages. No DOM here. */
import { computed, signal } from '@preact/signals';
import type { Call, HallView, Serving } from '../../server/pages/shared/wire';
import { type Due, type Passed, sorted } from './calls';
import { urgentOf } from './notices';
import { scaleOf } from './size';

/** How a screen may be parted: lines in each of so many columns, the largest letters first. */
export interface Shape {
  columns: number;
  lines: number;
}

export const ROWS = 6;
export const WIDE: readonly Shape[] = [1, 2, 3, 4].map((columns) => ({ columns, lines: ROWS }));
export const TALL: readonly Shape[] = [
  { columns: 1, lines: ROWS },
  { columns: 1, lines: 2 * ROWS },
  { columns: 2, lines: 2 * ROWS },
];
/** So many pages, before letters become smaller: who turns with them stands at a counter already. */
export const PAGES = 6;
/** So many calls share the screen, one alone where it is read from farther away; more wait for their turn. */
export const AT_ONCE = 2;
/** Each call is shown for so long at least, however many wait behind it. */
export const LEAST_MS = 3000;
export const PAGE_EVERY_MS = 8000;

const RECALLS: ReadonlySet<string> = new Set(['repeat', 'last']);

export interface Row {
  key: string;
  number: string;
  counter: string;
  state: 'called' | 'serving' | 'left';
  blinking: boolean;
}

export interface Outside {
  /** New calls, oldest first. */
  speak: (calls: Due[]) => void;
  after: (ms: number, then: () => void) => void;
  shown?: (call: Call) => void;
  /** What the page learned of too late to call it. */
  passed?: (call: Passed) => void;
}

/**
 * Keeps the highest view, and tells which calls are new since the page began to watch. page: of the rows, from the first
 * again with each call. turns: of the notices, each of which gets its turn however often is called.
 */
export function createHall({ speak, after, shown = () => {}, passed = () => {} }: Outside) {
  const view = signal<HallView | null>(null);
  const filling = signal<Call[]>([]);
  const page = signal(0);
  const turns = signal(0);
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
    const told = sorted(came, fresh);
    for (const one of told.passed) passed(one);
    if (told.due.length === 0) return;
    page.value = 0;
    replace(told.due.map(({ call }) => call));
    fill();
    speak(told.due);
  }

  /** Of each number only its last call is still to be seen: one that was undone stands beside no apology for it. */
  function replace(calls: Call[]): void {
    const last = calls.filter((call, at) => !calls.slice(at + 1).some((later) => later.number === call.number));
    const isOld = (shown: Call) => last.some((call) => call.number === shown.number);
    filling.value = filling.value.filter((call) => !isOld(call));
    behind = [...behind.filter((call) => !isOld(call)), ...last];
  }

  function fill(): void {
    // What all must know now covers the calls, and nobody is sent to a counter.
    if (view.value && urgentOf(view.value.notices)) behind = [];
    const most = view.value && scaleOf(view.value.screen) > 1 ? 1 : AT_ONCE;
    while (behind.length > 0 && filling.value.length < most) {
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

  function turn(): void {
    page.value = (page.value + 1) % 1_000_000;
    turns.value = (turns.value + 1) % 1_000_000;
  }

  return { view, filling, page, turns, rows, take, known, turn };
}

export interface Board extends Shape {
  rows: Row[];
  page: number;
  pages: number;
}

/** Who was called and has not started stands on every page; the others share what room is left, page by page. */
export function boardOf(rows: Row[], page: number, shapes = WIDE): Board {
  const pinned = rows.filter((row) => row.state === 'called');
  const others = rows.filter((row) => row.state !== 'called');
  const free = ({ columns, lines }: Shape) => columns * lines - pinned.length;
  const fits = (shape: Shape) => free(shape) >= 0 && others.length <= PAGES * free(shape);
  const { columns, lines } = shapes.find(fits) ?? (shapes.at(-1) as Shape);
  // However many are called at once, all of them are seen: then there are more lines.
  const shape = { columns, lines: Math.max(lines, Math.ceil(pinned.length / columns)) };
  const room = free(shape);
  const pages = room > 0 ? Math.max(1, Math.ceil(others.length / room)) : 1;
  const at = page % pages;
  return { ...shape, rows: [...pinned, ...others.slice(at * room, (at + 1) * room)], page: at, pages };
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
    blinking: serving.state === 'called' && RECALLS.has(latest.get(serving.number)?.kind ?? 'call'),
  });
  const there = view.serving.map(row);
  const numbers = new Set(there.map((one) => one.number));
  const left = [...latest.values()]
    .filter((call) => !numbers.has(call.number) && call.kind !== 'corrected')
    .map((call): Row => ({ key: call.id, number: call.number, counter: call.counter, state: 'left', blinking: false }));
  const firm = [...there.filter((one) => one.state === 'called'), ...there.filter((one) => one.state === 'serving')];
  return [...firm, ...left.slice(0, Math.max(0, ROWS - firm.length))];
}
