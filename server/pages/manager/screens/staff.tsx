/** Who works where today? Officers by branch with skills, roster, lunch, leave and overtime; a sick call in two taps. */
import { useEffect, useState } from 'preact/hooks';
import { hourOf } from '../../shared/numbers';
import { inWords } from '../../shared/texts';
import { rotaOf } from '../model/rota';
import type { Officer } from '../model/wire';
import { AbsenceDialog } from '../parts/absence';
import { Chart } from '../parts/chart';
import { LunchRota } from '../parts/lunches';
import { Roster } from '../parts/roster';
import { shortName } from '../parts/words';
import type { Shown } from './page';

export function StaffBoard({ model, texts }: Shown) {
  const { network, staff, lunches, tabs } = model;
  const [isRota, showRota] = useState(false);
  const [about, setAbout] = useState<Officer | null>(null);
  const codes = network.rows.value.map((row) => row.code).filter((code) => staff.byBranch.value.has(code));
  const branch = tabs.shown.value.part ?? model.person.value?.branch ?? codes[0] ?? null;
  const officers = (branch === null ? undefined : staff.byBranch.value.get(branch)) ?? [];
  useEffect(() => lunches.look(branch ?? ''), [lunches, branch]);
  if (!staff.loaded.value) return <p role="status">{texts('loading')}</p>;
  return (
    <>
      <header class="board-head">
        <h2>{texts('tab_staff')}</h2>
        <label>
          <span class="unseen">{texts('column_branch')}</span>
          <select value={branch ?? ''} onChange={(event) => tabs.open('staff', event.currentTarget.value)}>
            {codes.map((code) => (
              <option key={code} value={code}>
                {shortName(inWords(network.byCode.value.get(code)?.names ?? {}))}
              </option>
            ))}
          </select>
        </label>
        <Counts officers={officers} texts={texts} />
        {model.mayDecide.value && officers.length > 0 && (
          <button type="button" class="quiet small" aria-expanded={isRota} onClick={() => showRota(!isRota)}>
            {texts(isRota ? 'lunch_leave' : 'lunch_rota')}
          </button>
        )}
      </header>
      {officers.length === 0 && <p class="hint">{texts('no_officers')}</p>}
      {isRota && officers.length > 0 && <LunchRota model={model} texts={texts} />}
      {!isRota && officers.length > 0 && <Roster officers={officers} model={model} texts={texts} onMore={setAbout} />}
      <Rota officers={officers} branch={branch ?? ''} texts={texts} />
      {about && <AbsenceDialog officer={about} model={model} texts={texts} onLeave={() => setAbout(null)} />}
    </>
  );
}

function Counts({ officers, texts }: { officers: readonly Officer[]; texts: Shown['texts'] }) {
  const count = (...states: Officer['state'][]) => officers.filter((one) => states.includes(one.state)).length;
  return (
    <p class="facts">
      {texts('staff_counts', {
        present: count('present'),
        lunch: count('lunch'),
        away: count('sick', 'leave', 'training'),
        lent: count('lent'),
      })}
    </p>
  );
}

function Rota({ officers, branch, texts }: { officers: readonly Officer[]; branch: string; texts: Shown['texts'] }) {
  const slots = rotaOf(officers);
  if (slots.length === 0) return null;
  return (
    <Chart
      title={texts('chart_rota')}
      file={`rota-${branch}`}
      times={slots.map((slot) => hourOf(slot.at))}
      unit={texts('unit_officers')}
      lines={[
        {
          label: texts('rostered'),
          values: slots.map((slot) => slot.rostered),
          colour: 'ink',
          look: 'dashed-steps',
          digits: 0,
        },
        {
          label: texts('working'),
          values: slots.map((slot) => slot.working),
          colour: 'action',
          look: 'steps',
          digits: 0,
        },
      ]}
      texts={texts}
    />
  );
}
