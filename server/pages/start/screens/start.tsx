/** Every branch's wait now; in the demonstration also the way to its kiosk, hall and counter. */
import { hourOf } from '../../shared/numbers';
import { Languages } from '../../shared/parts/languages';
import { language, type Texts } from '../../shared/texts';
import type { BranchRow, Names } from '../../shared/wire';
import type { StartModel } from '../model';

interface Shown {
  start: StartModel;
  texts: Texts;
}

export function Start({ start, texts }: Shown) {
  document.title = texts('title');
  const clock = start.clock.value;
  return (
    <main class="start">
      <Languages label={texts('language')} />
      <h1>{texts('title')}</h1>
      {clock && (
        <p>
          {texts('now', {
            time: `${hourOf(clock.now)}, ${clock.now.slice(8, 10)}/${clock.now.slice(5, 7)}/${clock.now.slice(0, 4)}`,
          })}
        </p>
      )}
      {start.lost.value && <p role="alert">⚠ {texts('lost')}</p>}
      {start.demo.value && clock && (
        <p class="demo">
          <b>{texts('demo')}.</b> {texts(clock.speed === 1 ? 'demo_hint_real' : 'demo_hint', { speed: clock.speed })}{' '}
          {texts('illustrative')}
        </p>
      )}
      <Rows start={start} rows={start.branches.value} name={texts('branch')} texts={texts} />
      <h2>{texts('points')}</h2>
      <Rows start={start} rows={start.points.value} name={texts('point')} texts={texts} />
      {start.demo.value && (
        <p>
          <a href="/manager">{texts('manager')}</a>
        </p>
      )}
      {start.demo.value && <Accounts start={start} texts={texts} />}
    </main>
  );
}

function Rows({ start, rows, name, texts }: Shown & { rows: BranchRow[]; name: string }) {
  const isDemo = start.demo.value !== null;
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{name}</th>
            <th scope="col">{texts('state')}</th>
            <th scope="col">{texts('waiting')}</th>
            <th scope="col">{texts('wait')}</th>
            <th scope="col">{isDemo ? texts('links') : texts('hall')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.code}>
              <th scope="row">{(row.names as Names)[language.value]}</th>
              <td class={row.paused ?? ''}>{state(row, texts)}</td>
              <td data-label={texts('waiting')}>{row.waiting}</td>
              <td data-label={texts('wait')}>{range(row, texts)}</td>
              <td>
                <div class="links">
                  <BranchLinks start={start} row={row} texts={texts} />
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function state(row: BranchRow, texts: Texts): string {
  if (row.paused) return `⚠ ${texts('stop', { why: row.paused })}`;
  return row.open ? `● ${texts('open')}` : `○ ${texts('closed')}`;
}

function range(row: BranchRow, texts: Texts): string {
  if (row.paused) return texts('no_calls');
  if (row.wait_low_s === null || row.wait_high_s === null) return texts('unknown');
  return texts('range', { low: row.wait_low_s / 60, high: row.wait_high_s / 60 });
}

function BranchLinks({ start, row, texts }: Shown & { row: BranchRow }) {
  const links = start.links(row.code);
  return (
    <>
      {links.kiosk && <a href={links.kiosk}>{texts('kiosk')}</a>}
      {links.printer && <a href={links.printer}>{texts('printer')}</a>}
      <a href={`/hall/${row.code}`}>{texts('hall')}</a>
      {links.counter && (
        <a href={`/counter/${row.code}/${links.counter}`}>{texts('counter', { counter: links.counter })}</a>
      )}
      {links.greeter && <a href={`/greeter/${row.code}`}>{texts('greeter')}</a>}
    </>
  );
}

function Accounts({ start, texts }: Shown) {
  return (
    <details>
      <summary>{texts('accounts')}</summary>
      <ul>
        {start.demo.value?.accounts.map((account) => (
          <li key={account.login}>
            {account.role}
            {account.branch && ` · ${account.branch}`}: <code>{account.login}</code> / <code>{account.password}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
