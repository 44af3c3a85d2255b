/** The hall display: who is called, to where, and who may come next. */
import type { Signal } from '@preact/signals';
import { now } from '../../../server/pages/shared/clock';
import { hourOf, shown } from '../../../server/pages/shared/numbers';
import { language, type Texts } from '../../../server/pages/shared/texts';
import type { Call, Names } from '../../../server/pages/shared/wire';
import type { createHall, Row } from '../model';
import { muted, unmute } from '../voice';

type HallModel = ReturnType<typeof createHall>;

export function Hall({ hall, live, texts }: { hall: HallModel; live: Signal<boolean>; texts: Texts }) {
  const view = hall.view.value;
  if (!view) return <p class="refused">{texts('connecting')}</p>;
  const call = hall.filling.value[0];
  const names = view.branch_names as Names;
  return (
    <div class="hall">
      <header>
        <h1>{names[language.value]}</h1>
        <p class="time">
          {hourOf(now.value || view.at)} · {texts('weekday', { day: weekday(now.value || view.at) })}
        </p>
      </header>
      <main>{call ? <Filling call={call} texts={texts} /> : <Rows hall={hall} texts={texts} />}</main>
      <aside>
        <h2>{texts('next')}</h2>
        <ol>
          {view.next.slice(0, 6).map((number) => (
            <li key={number}>{shown(number)}</li>
          ))}
        </ol>
        <p class="note">{texts('next_note')}</p>
        <p class="waiting">{texts('waiting', { count: view.waiting })}</p>
      </aside>
      <footer>
        {live.value ? (
          <Notice view={view} texts={texts} />
        ) : (
          <p class="lost" role="alert">
            ⚠ {texts('lost', { time: hourOf(view.at) })}
          </p>
        )}
        {muted.value && (
          <button type="button" onClick={() => void unmute()}>
            🔊 {texts('sound')}
          </button>
        )}
      </footer>
    </div>
  );
}

function Rows({ hall, texts }: { hall: HallModel; texts: Texts }) {
  const rows = hall.shown.value;
  return (
    <section aria-live="polite">
      <h2>
        {texts('calling')}
        {hall.pages.value > 1 && (
          <span class="page">
            {texts('more', { page: (hall.page.value % hall.pages.value) + 1, pages: hall.pages.value })}
          </span>
        )}
      </h2>
      {rows.length === 0 && <p class="nobody">{texts('nobody')}</p>}
      <ul class="rows">
        {rows.map((row) => (
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

function Filling({ call, texts }: { call: Call; texts: Texts }) {
  return (
    <section class={`filling ${call.kind}`} role="status">
      <p class="kind">{texts(call.kind === 'call' ? 'calling' : call.kind)}</p>
      <p class="number">{shown(call.number)}</p>
      {call.kind !== 'corrected' && <p class="counter">→ {texts('counter', { counter: call.counter })}</p>}
    </section>
  );
}

function Notice({ view, texts }: { view: { open: boolean; notices: unknown[] }; texts: Texts }) {
  if (view.open) return null;
  const opening = (view.notices[0] as { opens_at?: string | null } | undefined)?.opens_at;
  return (
    <p>
      {texts('closed')}{' '}
      {opening ? texts('opens', { time: `${hourOf(opening)} ${opening.slice(8, 10)}/${opening.slice(5, 7)}` }) : ''}
    </p>
  );
}

/** Sunday is 0; from the date that the server's offset says. */
function weekday(instant: string): number {
  return new Date(`${instant.slice(0, 10)}T00:00:00Z`).getUTCDay();
}
