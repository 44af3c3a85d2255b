/** One branch: its services, counters, longest waits, machines, and how its day runs. */
import { hourOf, minutes, shown } from '../../shared/numbers';
import { Icon } from '../../shared/parts/icon';
import { inWords } from '../../shared/texts';
import { hashOf } from '../model/tabs';
import type { CounterNow, Detail, NetworkRow } from '../model/wire';
import type { Shown } from '../screens/page';
import { Chart } from './chart';
import { branchNamed, minutesOf, percent, serviceNamed, shortName, UNKNOWN } from './words';

const NEAREST = 5;

export function BranchDetail({ row, model, texts }: Shown & { row: NetworkRow }) {
  const detail = model.detail.detail.value;
  return (
    <section class="detail" aria-labelledby="detail">
      <header>
        <h2 id="detail">{inWords(row.names)}</h2>
        <a href={hashOf({ tab: 'staff', part: row.code })}>{texts('staff_of')}</a>
        <a href={`/hall-desk/${encodeURIComponent(row.code)}`}>{texts('hall_desk_of')}</a>
        {model.network.rows.value.length > 1 && (
          <button type="button" class="quiet small" onClick={() => model.tabs.open('network')}>
            {texts('close')}
          </button>
        )}
      </header>
      <p class="facts">
        {texts('facts', { called: row.called, kept: percent(row.promises_kept) })}{' '}
        {row.intake_left !== null && texts('intake_left', { count: row.intake_left })}{' '}
        {row.predicted_by === 'pass' && <small>{texts('predicted_simply')}</small>}
      </p>
      <Services row={row} model={model} texts={texts} />
      {detail && <Rest detail={detail} model={model} texts={texts} />}
      {!detail && <p role="status">{texts('loading')}</p>}
    </section>
  );
}

function Services({ row, texts }: Shown & { row: NetworkRow }) {
  return (
    <table>
      <caption>{texts('services')}</caption>
      <thead>
        <tr>
          <th scope="col">{texts('service')}</th>
          <th scope="col">{texts('column_waiting')}</th>
          <th scope="col" title={texts('column_p50_long')}>
            {texts('column_p50')}
          </th>
          <th scope="col" title={texts('column_p90_long')}>
            {texts('column_p90')}
          </th>
          <th scope="col">{texts('told_range')}</th>
          <th scope="col" title={texts('places_left_long')}>
            {texts('places_left')}
          </th>
        </tr>
      </thead>
      <tbody>
        {row.services.map((one) => (
          <tr key={one.code}>
            <th scope="row">
              <b>{one.letter}</b> {inWords(one.names)}
            </th>
            <td>{one.waiting}</td>
            <td>{minutesOf(one.wait_p50_s)}</td>
            <td>{minutesOf(one.wait_p90_s)}</td>
            <td>
              {one.wait_low_s !== null && one.wait_high_s !== null
                ? texts('range', { low: one.wait_low_s / 60, high: one.wait_high_s / 60 })
                : texts('unknown')}
            </td>
            <td>{one.places_left ?? UNKNOWN}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Rest({ detail, model, texts }: Shown & { detail: Detail }) {
  return (
    <>
      <Longest detail={detail} model={model} texts={texts} />
      <Counters detail={detail} model={model} texts={texts} />
      <Day detail={detail} texts={texts} />
      <Machines detail={detail} texts={texts} />
      <Nearest detail={detail} model={model} texts={texts} />
    </>
  );
}

function Day({ detail, texts }: { detail: Detail; texts: Shown['texts'] }) {
  const slots = detail.half_hours;
  if (slots.length === 0) return null;
  const times = slots.map((slot) => hourOf(slot.at));
  return (
    <div class="charts">
      <Chart
        title={texts('chart_arrivals')}
        file={`arrivals-${detail.branch.code}`}
        times={times}
        unit={texts('unit_visitors')}
        band={[1, 2]}
        lines={[
          { label: texts('expected'), values: slots.map((slot) => slot.expected), colour: 'action', look: 'dashed' },
          { label: texts('expected_high'), values: slots.map((slot) => slot.high), colour: 'action', look: 'edge' },
          { label: texts('expected_low'), values: slots.map((slot) => slot.low), colour: 'action', look: 'edge' },
          { label: texts('came'), values: slots.map((slot) => slot.came), colour: 'ink', look: 'solid', digits: 0 },
        ]}
        texts={texts}
      >
        <small>{texts('forecast_by', { model: detail.model })}</small>
      </Chart>
      <Chart
        title={texts('chart_work')}
        file={`work-${detail.branch.code}`}
        times={times}
        unit={texts('unit_minutes')}
        lines={[
          {
            label: texts('work'),
            values: slots.map((slot) => slot.work_min),
            colour: 'warn',
            look: 'solid',
            digits: 0,
          },
          {
            label: texts('capacity'),
            values: slots.map((slot) => slot.capacity_min),
            colour: 'ok',
            look: 'steps',
            digits: 0,
          },
        ]}
        texts={texts}
      />
    </div>
  );
}

function Counters({ detail, model, texts }: Shown & { detail: Detail }) {
  const [working, closed] = [true, false].map((isWorking) =>
    detail.counters.filter((one) => (one.state !== 'closed') === isWorking),
  ) as [CounterNow[], CounterNow[]];
  return (
    <>
      <table>
        <caption>{texts('counters')}</caption>
        <thead>
          <tr>
            <th scope="col">{texts('counter')}</th>
            <th scope="col">{texts('state')}</th>
            <th scope="col">{texts('officer')}</th>
            <th scope="col">{texts('ticket')}</th>
            <th scope="col">{texts('serves')}</th>
          </tr>
        </thead>
        <tbody>
          {working.map((one) => (
            <tr key={one.code}>
              <th scope="row">{one.code}</th>
              <td>{texts('counter_state', { state: one.state })}</td>
              <td>{one.officer}</td>
              <td>
                {one.number && <b>{shown(one.number)}</b>} {one.since && <small>{ago(detail.at, one.since)}</small>}
              </td>
              <td>
                {one.services.map((code) => (
                  <abbr key={code} title={serviceNamed(model.network, code)}>
                    {model.network.services.value.get(code)?.letter ?? code}
                  </abbr>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {closed.length > 0 && (
        <p class="facts">{texts('closed_counters', { counters: closed.map((one) => one.code).join(', ') })}</p>
      )}
    </>
  );
}

function Longest({ detail, model, texts }: Shown & { detail: Detail }) {
  if (detail.longest.length === 0) return <p class="hint">{texts('nobody_waits')}</p>;
  return (
    <table>
      <caption>{texts('longest')}</caption>
      <thead>
        <tr>
          <th scope="col">{texts('ticket')}</th>
          <th scope="col">{texts('service')}</th>
          <th scope="col">{texts('waits_since')}</th>
          <th scope="col">{texts('still')}</th>
        </tr>
      </thead>
      <tbody>
        {detail.longest.map((one) => (
          <tr key={one.number}>
            <th scope="row">{shown(one.number)}</th>
            <td>{serviceNamed(model.network, one.service)}</td>
            <td>{minutesOf(one.waited_s)}</td>
            <td>
              {minutesOf(one.wait_p50_s)} / {minutesOf(one.wait_p90_s)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** " · giấy còn khoảng 40 phiếu, hết vào khoảng 15:20". */
function papersOf(count: number | null, ends: string | null, texts: Shown['texts']): string {
  return count === null ? '' : ` · ${texts('machine_papers', { count, ends: ends ?? 'none' })}`;
}

/** A machine that was never heard of is not said to be well; which of the others are not, the alerts know. */
function Machines({ detail, texts }: { detail: Detail; texts: Shown['texts'] }) {
  if (detail.devices.length === 0) return null;
  return (
    <ul class="machines" aria-label={texts('machines')}>
      {detail.devices.map((one) => {
        const isSilent = detail.branch.alerts.some((alert) => alert.where === one.code && alert.code === one.kind);
        const isWell = one.heard_at !== null && !isSilent && one.trouble === null;
        return (
          <li key={`${one.kind} ${one.code}`} class={isWell ? '' : 'over'}>
            <Icon name={isWell ? 'done' : 'warn'} /> {texts('machine', { kind: one.kind, code: one.code })}{' '}
            <small>
              {one.trouble !== null
                ? texts('machine_trouble', { trouble: one.trouble.replaceAll('-', '') })
                : texts(one.heard_at === null ? 'never_heard' : isWell ? 'machine_well' : 'machine_silent')}
              {papersOf(one.papers_left, one.roll_ends, texts)}
              {one.backup !== null &&
                ` · ${texts('machine_backup', { condition: one.backup.replaceAll('-', '') })}${papersOf(one.backup_papers_left, one.backup_roll_ends, texts)}`}
            </small>
          </li>
        );
      })}
    </ul>
  );
}

/** From where could somebody come, or where could a visitor go? The branches that are reached soonest. */
function Nearest({ detail, model, texts }: Shown & { detail: Detail }) {
  const ways = detail.ways
    .filter((way) => model.network.byCode.value.get(way.branch)?.kind === 'branch')
    .sort((one, other) => one.travel_s - other.travel_s)
    .slice(0, NEAREST);
  if (ways.length === 0) return null;
  const said = ways.map(({ branch, travel_s }) =>
    texts('way_to', { branch: shortName(branchNamed(model.network, branch)), minutes: minutesOf(travel_s) }),
  );
  return <p class="facts">{texts('nearest', { ways: said.join(' · ') })}</p>;
}

function ago(now: string, since: string): string {
  return minutes((Date.parse(now) - Date.parse(since)) / 1000);
}
