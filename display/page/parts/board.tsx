/** The calls: new ones fill the space, then all stand in rows, in as many columns as are needed. */
import { shown } from '../../../server/pages/shared/numbers';
import type { Texts } from '../../../server/pages/shared/texts';
import type { Call } from '../../../server/pages/shared/wire';
import type { Row, Board as Rows } from '../model';

export function Filling({ calls, texts }: { calls: Call[]; texts: Texts }) {
  return (
    <section class={`filling calls-${calls.length}`} role="status">
      {calls.map((call) => (
        <div key={call.id} class={`call ${call.kind}`}>
          <p class="kind">{texts(call.kind === 'call' ? 'calling' : call.kind)}</p>
          <p class="number" style={`--signs:${call.number.length}`}>
            {shown(call.number)}
          </p>
          {call.kind !== 'corrected' && <p class="counter">→ {texts('counter', { counter: call.counter })}</p>}
        </div>
      ))}
    </section>
  );
}

export function Board({ board, texts }: { board: Rows; texts: Texts }) {
  return (
    <section class="board" aria-live="polite">
      <h2>
        {texts('calling')}
        {board.pages > 1 && <span class="page">{texts('more', { page: board.page + 1, pages: board.pages })}</span>}
      </h2>
      <ul class="rows" style={`--columns:${board.columns};--lines:${board.lines}`}>
        {board.rows.map((row) => (
          <OneRow key={row.key} row={row} texts={texts} />
        ))}
      </ul>
    </section>
  );
}

function OneRow({ row, texts }: { row: Row; texts: Texts }) {
  return (
    <li class={`row ${row.state}${row.blinking ? ' blinking' : ''}`}>
      <span class="number">{shown(row.number)}</span>
      <span class="arrow" aria-hidden="true">
        {row.state === 'called' ? '→' : ''}
      </span>
      <span class="counter">{texts('counter', { counter: row.counter })}</span>
    </li>
  );
}
