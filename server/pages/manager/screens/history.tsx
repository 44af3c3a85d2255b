/** Which moves were approved, what was promised, and what happened? */
import { inWords } from '../../shared/texts';
import type { Cell } from '../model/csv';
import { type Promised, promisedRows } from '../model/promised';
import { hashOf } from '../model/tabs';
import type { Suggestion } from '../model/wire';
import { CsvLink } from '../parts/chart';
import { branchNamed, minutesOf, percent, shortName, span, UNKNOWN } from '../parts/words';
import type { Shown } from './page';

/** Who goes to another branch has an order. */
function Said({ move }: { move: Suggestion }) {
  const sentence = inWords(move.sentence);
  return move.to === null ? sentence : <a href={hashOf({ tab: 'order', part: String(move.id) })}>{sentence}</a>;
}

export function History({ model, texts }: Shown) {
  const moves = model.suggestions.moves.value;
  if (!moves) return <p role="status">{texts('loading')}</p>;
  const rows = promisedRows(moves.moves);
  const head = [
    'move',
    'column_branch',
    'before',
    'promised',
    'happened',
    'share_before',
    'share_promised',
    'share_happened',
  ];
  const named = (code: string) => shortName(branchNamed(model.network, code));
  const cellsOf = (row: Promised): Cell[] => [
    inWords(row.move.sentence),
    named(row.branch),
    ...[row.before.p90_s, row.promised.p90_s, row.happened?.p90_s ?? null].map((one) => one && Math.round(one / 60)),
    row.before.within_15,
    row.promised.within_15,
    row.happened?.within_15 ?? null,
  ];
  return (
    <>
      <header class="board-head">
        <h2>{texts('tab_history')}</h2>
        {rows.length > 0 && (
          <CsvLink
            file="moves"
            head={head.map((key) => texts(`history_${key}`))}
            rows={() => rows.map(cellsOf)}
            texts={texts}
          />
        )}
      </header>
      {rows.length === 0 && <p class="hint">{texts('no_moves')}</p>}
      {rows.length > 0 && (
        <div class="scrolls">
          <table class="history">
            <thead>
              <tr>
                {head.map((key) => (
                  <th key={key} scope="col">
                    {texts(`history_${key}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.move.id} ${row.branch}`}>
                  <th scope="row">
                    <Said move={row.move} />{' '}
                    <small>
                      {row.move.start.slice(0, 10)} {span(row.move)} ·{' '}
                      {texts('suggestion_state', { state: row.move.state })}
                    </small>
                  </th>
                  <td>{named(row.branch)}</td>
                  <td>{minutesOf(row.before.p90_s)}</td>
                  <td>{minutesOf(row.promised.p90_s)}</td>
                  <td>
                    <b>{row.happened ? minutesOf(row.happened.p90_s) : UNKNOWN}</b>
                    {row.happened && <small> {texts('of_called', { count: row.happened.called })}</small>}
                  </td>
                  <td>{percent(row.before.within_15)}</td>
                  <td>{percent(row.promised.within_15)}</td>
                  <td>
                    <b>{percent(row.happened?.within_15 ?? null)}</b>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
