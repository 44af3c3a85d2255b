/** The lunch rota of a branch: filled in for a group at once or one by one, with who is then left for each service. */
import { now } from '../../shared/clock';
import { hourOf } from '../../shared/numbers';
import { Icon } from '../../shared/parts/icon';
import { type Cover, later, minutesOf, quartersOf, STEP_MIN, workdayOf } from '../model/lunches';
import type { Officer, Span } from '../model/wire';
import type { Shown } from '../screens/page';
import { serviceNamed, span } from './words';

const LENGTHS_MIN = [30, 45, 60, 90] as const;
const USUAL_MIN = 60;
const TURNS = [1, 2, 3, 4] as const;
const FIRST_AT = '11:30';

export function LunchRota({ model, texts }: Shown) {
  const { lunches, staff } = model;
  const { changed, told } = lunches;
  const count = changed.value.length;
  return (
    <section class="lunches" aria-labelledby="lunches">
      <div>
        <h3 id="lunches">{texts('lunch_rota')}</h3>
        <p class="hint">{texts('lunch_hint')}</p>
        <Spreading model={model} texts={texts} />
        <Rests model={model} texts={texts} />
      </div>
      <div class="cover">
        <p class="deeds">
          <button type="button" aria-disabled={staff.busy.value || count === 0} onClick={() => void lunches.save()}>
            {texts('lunch_save', { count })}
          </button>
          {count > 0 && (
            <button type="button" class="quiet" onClick={lunches.discard}>
              {texts('lunch_discard')}
            </button>
          )}
        </p>
        <div role="status">
          {told.value.length > 0 && (
            <p class="told">
              <Icon name="done" /> {texts('lunch_saved', { count: told.value.length })}{' '}
              <button type="button" class="quiet small" onClick={() => void lunches.takeBack()}>
                <Icon name="undo" /> {texts('take_back')}
              </button>
            </p>
          )}
          <Gaps model={model} texts={texts} />
        </div>
        <CoverTable model={model} texts={texts} />
      </div>
    </section>
  );
}

/** Three choices and a press fill in a whole group. */
function Spreading({ model, texts }: Shown) {
  const { open, spread } = model.lunches;
  const days = open.value.flatMap((one) => workdayOf(one) ?? []);
  const [day] = days;
  const services = [...new Set(open.value.flatMap((one) => Object.keys(one.skills)))];
  if (!day) return null;
  const firsts = quartersOf(day).filter((at) => Date.parse(at) > Date.parse(now.value));
  const usual = firsts.find((at) => hourOf(at) === FIRST_AT) ?? firsts[0];
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const first = String(fields.get('first') ?? '');
    if (first === '') return;
    const service = String(fields.get('group')) || null;
    spread(service, { first, minutes: Number(fields.get('minutes')), turns: Number(fields.get('turns')) });
  };
  return (
    <form class="spreading" onSubmit={submit}>
      <label>
        {texts('lunch_group')}
        <select name="group">
          <option value="">{texts('lunch_everybody')}</option>
          {services.map((code) => (
            <option key={code} value={code}>
              {serviceNamed(model.network, code)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {texts('lunch_first')}
        <select name="first">
          {firsts.map((at) => (
            <option key={at} value={at} selected={at === usual}>
              {hourOf(at)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {texts('lunch_length')}
        <select name="minutes">
          {LENGTHS_MIN.map((minutes) => (
            <option key={minutes} value={minutes} selected={minutes === USUAL_MIN}>
              {texts('lunch_minutes', { count: minutes })}
            </option>
          ))}
        </select>
      </label>
      <label>
        {texts('lunch_turns')}
        <select name="turns">
          {TURNS.map((count) => (
            <option key={count} value={count} selected={count === 2}>
              {texts('lunch_in_turns', { count })}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="quiet">
        {texts('lunch_spread')}
      </button>
    </form>
  );
}

function Rests({ model, texts }: Shown) {
  const { lunches, network } = model;
  const changed = new Set(lunches.changed.value.map(([badge]) => badge));
  const open = new Set(lunches.open.value.map((one) => one.badge));
  return (
    <table class="rests">
      <thead>
        <tr>
          <th scope="col">{texts('officer')}</th>
          <th scope="col">{texts('skills')}</th>
          <th scope="col">{texts('from_time')}</th>
          <th scope="col">{texts('to_time')}</th>
        </tr>
      </thead>
      <tbody>
        {lunches.officers.value.map((one) => (
          <tr key={one.badge} class={changed.has(one.badge) ? 'changed' : ''}>
            <th scope="row">
              {one.badge}
              {changed.has(one.badge) && <small> {texts('lunch_changed')}</small>}
            </th>
            <td class="skills">
              {Object.keys(one.skills).map((code) => (
                <abbr key={code} title={serviceNamed(network, code)}>
                  {network.services.value.get(code)?.letter ?? code}
                </abbr>
              ))}
            </td>
            {open.has(one.badge) ? (
              <RestChoice officer={one} model={model} texts={texts} />
            ) : (
              <td colspan={2}>{one.lunch ? texts('lunch_over', { time: span(one.lunch) }) : texts('lunch_none')}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Another beginning keeps the length. */
function RestChoice({ officer, model, texts }: Shown & { officer: Officer }) {
  const { rests, set } = model.lunches;
  const rest = rests.value.get(officer.badge);
  const day = workdayOf(officer) as Span;
  const minutes = rest ? minutesOf(rest) : USUAL_MIN;
  const ahead = quartersOf(day).filter((at) => Date.parse(at) > Date.parse(now.value));
  const starts = withOwn(ahead.slice(0, -1), rest?.start);
  const ends = rest
    ? withOwn(
        quartersOf({ start: later(rest.start, STEP_MIN), end: day.end }).filter(
          (at) => Date.parse(at) > Date.parse(now.value),
        ),
        rest.end,
      )
    : [];
  return (
    <>
      <td>
        <select
          aria-label={texts('lunch_from_of', { badge: officer.badge })}
          value={rest?.start ?? ''}
          onChange={(event) => {
            const start = event.currentTarget.value;
            if (start !== '') set(officer.badge, { start, end: earlier(later(start, minutes), day.end) });
          }}
        >
          {!rest && <option value="">{texts('lunch_none')}</option>}
          <Times times={starts} />
        </select>
      </td>
      <td>
        {rest && (
          <select
            aria-label={texts('lunch_to_of', { badge: officer.badge })}
            value={rest.end}
            onChange={(event) => set(officer.badge, { start: rest.start, end: event.currentTarget.value })}
          >
            <Times times={ends} />
          </select>
        )}
      </td>
    </>
  );
}

function Times({ times }: { times: readonly string[] }) {
  return times.map((time) => (
    <option key={time} value={time}>
      {hourOf(time)}
    </option>
  ));
}

/** What was chosen before stands among the choices, as it is written. */
function withOwn(times: readonly string[], own: string | undefined): string[] {
  if (own === undefined) return [...times];
  const others = times.filter((time) => Date.parse(time) !== Date.parse(own));
  return [...others, own].sort((one, other) => Date.parse(one) - Date.parse(other));
}

function earlier(one: string, other: string): string {
  return Date.parse(one) < Date.parse(other) ? one : other;
}

function Gaps({ model, texts }: Shown) {
  const { rows, times } = model.lunches.cover.value;
  if (times.length === 0) return null;
  const bare = rows.filter((row) => row.nobody.length > 0);
  if (bare.length === 0)
    return (
      <p class="covered">
        <Icon name="done" /> {texts('lunch_covered')}
      </p>
    );
  return (
    <ul class="missing">
      {bare.map((row) => (
        <li key={row.service}>
          <Icon name="warn" />{' '}
          {texts('lunch_nobody', {
            service: serviceNamed(model.network, row.service),
            times: row.nobody.map(span).join(', '),
          })}
        </li>
      ))}
    </ul>
  );
}

/** Quarters in which nothing changes stand in one column. */
function CoverTable({ model, texts }: Shown) {
  const { rows, times } = model.lunches.cover.value;
  if (times.length === 0) return null;
  const turns = times
    .map((_, at) => at)
    .filter((at) => at === 0 || rows.some((row) => row.counts[at] !== row.counts[at - 1]));
  const isBare = (row: Cover, at: number) =>
    row.nobody.some((one) => one.start <= (times[at] as string) && (times[at] as string) < one.end);
  return (
    <div class="scrolls">
      <table class="covers">
        <caption>{texts('lunch_coverage')}</caption>
        <thead>
          <tr>
            <th scope="col">{texts('service')}</th>
            {turns.map((at) => (
              <th key={at} scope="col">
                {hourOf(times[at] as string)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.service}>
              <th scope="row">{serviceNamed(model.network, row.service)}</th>
              {turns.map((at) => (
                <td key={at} class={isBare(row, at) ? 'over' : ''}>
                  {isBare(row, at) && <Icon name="warn" />} {row.counts[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
