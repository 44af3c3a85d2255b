import { expect, test } from 'vitest';
import { anEffect, aSuggestion } from './fakes';
import { promisedRows } from './promised';

test('each move has a row for each of its branches, with what was measured there', () => {
  const measured = { branch: 'b', called: 40, p50_s: 500, p90_s: 1500, within_15: 0.6, crowd: 12 };
  const older = aSuggestion(1, { start: '2026-11-23T08:00:00+07:00', effects: [anEffect('c')] });
  const newer = aSuggestion(2, { happened: [measured] });

  const rows = promisedRows([older, newer]);

  expect(rows.map((row) => [row.move.id, row.branch, row.happened?.called ?? null])).toEqual([
    [2, 'a', null],
    [2, 'b', 40],
    [1, 'c', null],
  ]);
});
