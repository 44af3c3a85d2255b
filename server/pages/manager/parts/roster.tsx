/** One row an officer: where, what, from when to when; sick in two taps. */
import { now } from '../../shared/clock';
import { hourOf } from '../../shared/numbers';
import { Icon, type IconName } from '../../shared/parts/icon';
import type { Texts } from '../../shared/texts';
import { dayOf, stretchOf } from '../model/dayline';
import type { Officer, Span } from '../model/wire';
import type { Shown } from '../screens/page';
import { branchNamed, serviceNamed, shortName, span } from './words';

interface RosterShown extends Shown {
  officers: readonly Officer[];
  onMore: (officer: Officer) => void;
}

const STATE_ICONS: Record<Officer['state'], IconName> = {
  present: 'done',
  expected: 'clock',
  lunch: 'clock',
  off: 'stop',
  sick: 'warn',
  leave: 'stop',
  training: 'note',
  lent: 'person',
};

export function Roster({ officers, model, texts, onMore }: RosterShown) {
  const day = dayOf(officers.flatMap((one) => [...one.roster, ...one.absences.filter((a) => a.kind === 'overtime')]));
  return (
    <table class="roster">
      <thead>
        <tr>
          <th scope="col">{texts('officer')}</th>
          <th scope="col">{texts('state')}</th>
          <th scope="col">{texts('skills')}</th>
          <th scope="col">
            {texts('roster')} {day && <small>{span(day)}</small>}
          </th>
          {model.mayDecide.value && <th scope="col">{texts('absence')}</th>}
        </tr>
      </thead>
      <tbody>
        {officers.map((one) => (
          <tr key={one.badge} class={one.state}>
            <th scope="row">
              {one.badge}
              {!one.movable && <small> {texts('not_movable')}</small>}
            </th>
            <td>
              <Icon name={STATE_ICONS[one.state]} /> {stateSaid(one, model, texts)}
            </td>
            <td>
              <Skills officer={one} model={model} texts={texts} />
            </td>
            <td class="day">{day && <DayLine officer={one} day={day} texts={texts} />}</td>
            {model.mayDecide.value && (
              <td class="deeds">
                <SickButton officer={one} model={model} texts={texts} />
                <button
                  type="button"
                  class="quiet small"
                  aria-label={texts('more_of', { badge: one.badge })}
                  onClick={() => onMore(one)}
                >
                  {texts('more')}
                </button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function stateSaid(officer: Officer, model: Shown['model'], texts: Texts): string {
  const where = officer.state === 'lent' ? shortName(branchNamed(model.network, officer.works_at)) : '';
  return texts('officer_state', { state: officer.state, counter: officer.counter ?? 'none', where });
}

/** What he serves, and, in brackets, what he might after a word with him. */
function Skills({ officer, model, texts }: Shown & { officer: Officer }) {
  const letter = (code: string) => model.network.services.value.get(code)?.letter ?? code;
  const more = officer.qualified.filter((code) => !(code in officer.skills));
  return (
    <span class="skills">
      {Object.entries(officer.skills).map(([code, level]) => (
        <abbr key={code} title={texts('skill', { service: serviceNamed(model.network, code), level })}>
          {letter(code)}
        </abbr>
      ))}
      {more.map((code) => (
        <abbr key={code} class="might" title={texts('might_serve', { service: serviceNamed(model.network, code) })}>
          ({letter(code)})
        </abbr>
      ))}
    </span>
  );
}

function DayLine({ officer, day, texts }: { officer: Officer; day: Span; texts: Texts }) {
  const said = [
    ...officer.roster.map((one) => texts('on_duty', { time: span(one) })),
    ...(officer.lunch ? [texts('at_lunch', { time: span(officer.lunch) })] : []),
    ...withoutLunch(officer).map((one) => texts('away', { kind: one.kind, time: span(one) })),
  ].join('; ');
  const at = now.value ? stretchOf({ start: day.start, end: now.value }, day) : null;
  return (
    <div class="dayline" role="img" aria-label={said} title={said}>
      {officer.roster.map((one) => (
        <Bar key={one.start} kind="duty" of={one} day={day} />
      ))}
      {withoutLunch(officer).map((one) => (
        <Bar key={one.id} kind={one.kind} of={one} day={day} />
      ))}
      {officer.lunch && <Bar kind="lunch" of={officer.lunch} day={day} />}
      {at && at.width < 100 && <span class="now" style={{ left: `${at.width}%` }} />}
    </div>
  );
}

/** A lunch that was told is the officer's lunch, and drawn as such. */
function withoutLunch(officer: Officer): Officer['absences'] {
  return officer.absences.filter((one) => one.kind !== 'lunch');
}

function Bar({ kind, of, day }: { kind: string; of: Span; day: Span }) {
  const stretch = stretchOf(of, day);
  if (!stretch) return null;
  return <span class={`bar ${kind}`} style={{ left: `${stretch.left}%`, width: `${stretch.width}%` }} />;
}

/** The second tap tells it; what was told can be taken back at the same place. */
function SickButton({ officer, model, texts }: Shown & { officer: Officer }) {
  const { asked, busy, sick, cancel } = model.staff;
  const isAsked = asked.value === officer.badge;
  const isSick = officer.absences.find((one) => one.kind === 'sick' && Date.parse(one.end) > Date.parse(now.value));
  if (isSick)
    return (
      <button
        type="button"
        class="quiet small"
        aria-disabled={busy.value}
        aria-label={texts('back_of', { badge: officer.badge })}
        onClick={() => void cancel(officer.badge, isSick)}
      >
        <Icon name="undo" /> {texts('back')}
      </button>
    );
  return (
    <button
      type="button"
      class={isAsked ? 'small sure' : 'quiet small'}
      aria-disabled={busy.value}
      aria-label={texts(isAsked ? 'sick_sure_of' : 'sick_of', { badge: officer.badge, time: hourOf(now.value) })}
      onClick={() => sick(officer.badge)}
    >
      {texts(isAsked ? 'sick_sure' : 'sick')}
    </button>
  );
}
