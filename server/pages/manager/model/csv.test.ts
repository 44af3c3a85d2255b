import { expect, test } from 'vitest';
import { csvOf } from './csv';

test('a table becomes CSV that a spreadsheet reads rightly', () => {
  const csv = csvOf(
    ['Chi nhánh', 'P90'],
    [
      ['Tây Hồ, "số 1"', 42],
      ['two\nlines', null],
    ],
  );

  expect(csv).toBe('\uFEFFChi nhánh,P90\r\n"Tây Hồ, ""số 1""",42\r\n"two\nlines",\r\n');
});

test('what begins like a formula is no formula, and a negative number stays one', () => {
  expect(csvOf(['a'], [['=1+1'], [-5]])).toBe("\uFEFFa\r\n'=1+1\r\n-5\r\n");
});
