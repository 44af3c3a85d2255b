/** In which order do the branches stand in the table? */
import { computed, signal } from '@preact/signals';

export type Way = 'ascending' | 'descending';

export interface Column<Row> {
  name: string;
  /** What a row is sorted by; null stands last in either way. */
  of: (row: Row) => number | string | null;
  /** Which way a first press sorts: names upwards, what is bad downwards. */
  first: Way;
}

/** rows come in an order of their own, which holds until a column is chosen and among equals. */
export function createSorting<Row>(columns: readonly Column<Row>[]) {
  const by = signal<string | null>(null);
  const way = signal<Way>('ascending');
  const column = computed(() => columns.find((one) => one.name === by.value) ?? null);

  /** Sort by a column; again turns it round, a third time gives the own order back. */
  function press(name: string): void {
    const chosen = columns.find((one) => one.name === name);
    if (!chosen) return;
    if (by.value !== name) {
      by.value = name;
      way.value = chosen.first;
    } else if (way.value === chosen.first) way.value = chosen.first === 'ascending' ? 'descending' : 'ascending';
    else by.value = null;
  }

  function sorted(rows: readonly Row[]): Row[] {
    const chosen = column.value;
    if (!chosen) return [...rows];
    const sign = way.value === 'ascending' ? 1 : -1;
    return [...rows].sort((one, other) => compared(chosen.of(one), chosen.of(other), sign));
  }

  const wayOf = (name: string): Way | 'none' => (by.value === name ? way.value : 'none');

  return { press, sorted, wayOf };
}

function compared(one: number | string | null, other: number | string | null, sign: number): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  if (typeof one === 'string' && typeof other === 'string') return sign * one.localeCompare(other);
  return sign * (Number(one) - Number(other));
}
