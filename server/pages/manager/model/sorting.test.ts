import { expect, test } from 'vitest';
import { createSorting } from './sorting';

interface Row {
  name: string;
  wait: number | null;
}
const ROWS: Row[] = [
  { name: 'b', wait: 5 },
  { name: 'a', wait: null },
  { name: 'c', wait: 50 },
];

function theTable() {
  return createSorting<Row>([
    { name: 'name', of: (row) => row.name, first: 'ascending' },
    { name: 'wait', of: (row) => row.wait, first: 'descending' },
  ]);
}

const names = (rows: readonly Row[]) => rows.map((row) => row.name).join('');

test('rows keep their own order until a column is chosen, and get it back', () => {
  const table = theTable();

  expect(names(table.sorted(ROWS))).toBe('bac');
  for (const _ of [1, 2, 3]) table.press('wait');
  expect(names(table.sorted(ROWS))).toBe('bac');
});

test('what is unknown stands last, whichever way it is sorted', () => {
  const table = theTable();

  table.press('wait');
  expect(table.wayOf('wait')).toBe('descending');
  expect(names(table.sorted(ROWS))).toBe('cba');
  table.press('wait');
  expect(names(table.sorted(ROWS))).toBe('bca');
});

test('another column begins its own way', () => {
  const table = theTable();
  table.press('wait');

  table.press('name');

  expect(names(table.sorted(ROWS))).toBe('abc');
  expect(table.wayOf('wait')).toBe('none');
});
