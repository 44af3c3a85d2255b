/** Every branch in a row: sorted by what is pressed, and gone through with the arrow keys. */
import { Icon, type IconName } from '../../shared/parts/icon';
import { inWords, type Texts } from '../../shared/texts';
import { isKept, type Level, levelOf, SHARE_WITHIN_15, SHARE_WITHIN_30 } from '../model/level';
import { type Column, createSorting } from '../model/sorting';
import type { NetworkRow } from '../model/wire';
import type { Shown } from '../screens/page';
import { CsvLink } from './chart';
import { minutesOf, percent, shortName, UNKNOWN } from './words';

const COLUMNS: readonly Column<NetworkRow>[] = [
  { name: 'branch', of: (row) => inWords(row.names), first: 'ascending' },
  { name: 'counters', of: (row) => row.counters_open, first: 'descending' },
  { name: 'waiting', of: (row) => row.waiting, first: 'descending' },
  { name: 'crowd', of: (row) => row.crowd, first: 'descending' },
  { name: 'expected', of: (row) => row.expected_hour, first: 'descending' },
  { name: 'p50', of: (row) => row.wait_p50_s, first: 'descending' },
  { name: 'p90', of: (row) => row.wait_p90_s, first: 'descending' },
  { name: 'within_15', of: (row) => row.within_15, first: 'ascending' },
  { name: 'within_30', of: (row) => row.within_30, first: 'ascending' },
  { name: 'alerts', of: (row) => row.alerts.length, first: 'descending' },
];
const SIGNS = { ascending: '▲', descending: '▼', none: '' } as const;
export const LEVEL_ICONS: Record<Level, IconName> = { good: 'done', slow: 'clock', bad: 'warn', none: 'stop' };

const sorting = createSorting(COLUMNS);

export function Branches({ model, texts }: Shown) {
  const { network, tabs } = model;
  const chosen = tabs.shown.value.part;
  return (
    <section class="branches" aria-labelledby="branches">
      <header>
        <h2 id="branches">{texts('branches')}</h2>
        <TableCsv rows={network.shown.value} texts={texts} />
        {network.hasPoints.value && (
          <label class="choice">
            <input
              type="checkbox"
              checked={network.withPoints.value}
              onChange={(event) => {
                network.withPoints.value = event.currentTarget.checked;
              }}
            />
            {texts('with_points')}
          </label>
        )}
      </header>
      <table>
        <thead>
          <tr>
            {COLUMNS.map(({ name }) => (
              <th key={name} scope="col" aria-sort={sorting.wayOf(name)}>
                <button
                  type="button"
                  class="sort"
                  onClick={() => sorting.press(name)}
                  title={texts(`column_${name}_long`)}
                >
                  {texts(`column_${name}`)} <span aria-hidden="true">{SIGNS[sorting.wayOf(name)]}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={byArrow}>
          {sorting.sorted(network.shown.value).map((row) => (
            <Row
              key={row.code}
              row={row}
              texts={texts}
              isChosen={row.code === chosen}
              onChoose={() => tabs.open('network', row.code === chosen ? null : row.code)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function TableCsv({ rows, texts }: { rows: readonly NetworkRow[]; texts: Texts }) {
  const head = [...COLUMNS.map(({ name }) => texts(`column_${name}`)), texts('counters')];
  const cells = () => rows.map((row) => [...COLUMNS.map((column) => column.of(row)), row.counters]);
  return <CsvLink file="network" head={head} rows={cells} texts={texts} />;
}

interface RowShown {
  row: NetworkRow;
  texts: Texts;
  isChosen: boolean;
  onChoose: () => void;
}

function Row({ row, texts, isChosen, onChoose }: RowShown) {
  const level = levelOf(row);
  const isFull = row.crowd_limit !== null && row.crowd > row.crowd_limit;
  return (
    <tr class={`${isChosen ? 'chosen' : ''} ${row.parent === null ? '' : 'point'}`}>
      <th scope="row">
        <button type="button" class="open" aria-pressed={isChosen} onClick={onChoose}>
          <span class={`level ${level}`}>
            <Icon name={LEVEL_ICONS[level]} />
            <span class="unseen">{texts('level', { level })}</span>
          </span>{' '}
          {shortName(inWords(row.names))}
        </button>
      </th>
      <td>
        {row.open ? `${row.counters_open}/${row.counters}` : texts('closed')}
        {row.counters_paused > 0 && <small> {texts('paused', { count: row.counters_paused })}</small>}
      </td>
      <td>{row.waiting}</td>
      <td class={isFull ? 'over' : ''}>
        {row.crowd}
        {isFull && (
          <>
            {' '}
            <Icon name="warn" />
            <span class="unseen">{texts('over_limit', { limit: row.crowd_limit })}</span>
          </>
        )}
      </td>
      <td>{row.expected_hour === null ? UNKNOWN : Math.round(row.expected_hour)}</td>
      <td>{minutesOf(row.wait_p50_s)}</td>
      <td class={level === 'bad' ? 'over' : ''}>{minutesOf(row.wait_p90_s)}</td>
      <Share share={row.within_15} promised={SHARE_WITHIN_15} texts={texts} />
      <Share share={row.within_30} promised={SHARE_WITHIN_30} texts={texts} />
      <td>
        {row.alerts.length > 0 && (
          <span class="over">
            <Icon name="warn" /> {row.alerts.length}
          </span>
        )}
      </td>
    </tr>
  );
}

function Share({ share, promised, texts }: { share: number | null; promised: number; texts: Texts }) {
  return (
    <td class={isKept(share, promised) ? '' : 'over'}>
      {percent(share)}
      {!isKept(share, promised) && <span class="unseen"> {texts('below')}</span>}
    </td>
  );
}

/** Up and down go from branch to branch, Home and End to the first and the last. */
function byArrow(event: KeyboardEvent): void {
  const steps: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, Home: -1e6, End: 1e6 };
  const step = steps[event.key];
  const buttons = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('button.open')];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  if (step === undefined || at < 0) return;
  event.preventDefault();
  buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus();
}
