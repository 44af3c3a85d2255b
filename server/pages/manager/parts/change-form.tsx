/** Which change is tried next? Only what its kind needs is asked for. */
import { useEffect, useState } from 'preact/hooks';
import { now } from '../../shared/clock';
import { inWords } from '../../shared/texts';
import type { Change, NetworkRow } from '../model/wire';
import type { Shown } from '../screens/page';
import { TimeChoice } from './time-choice';
import { shortName } from './words';

const KINDS: readonly Change['kind'][] = ['open', 'close', 'reskill', 'lend', 'remote'];
const GIVES_AWAY: readonly Change['kind'][] = ['lend', 'remote'];

export function ChangeForm({ model, texts }: Shown) {
  const { network, staff, trying, detail } = model;
  const [kind, setKind] = useState<Change['kind']>('open');
  const [branch, setBranch] = useState(model.person.value?.branch ?? network.shown.value[0]?.code ?? '');
  const row = network.byCode.value.get(branch);
  const hasOthers = network.rows.value.length > 1;
  const isElsewhere = GIVES_AWAY.includes(kind);
  const officers = staff.byBranch.value.get(branch) ?? [];
  const looked = detail.detail.value;
  const counters = (looked?.counters ?? []).filter((one) => (one.state === 'closed') === (kind === 'open'));
  const times = (looked?.half_hours ?? [])
    .map((slot) => slot.at)
    .filter((at) => Date.parse(at) > Date.parse(now.value));
  useEffect(() => void detail.look(branch), [detail, branch]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    trying.add(changeOf(new FormData(event.currentTarget as HTMLFormElement), kind, branch));
  };
  return (
    <form onSubmit={submit} class="change">
      <label>
        {texts('change_kind')}
        <select value={kind} onChange={(event) => setKind(event.currentTarget.value as Change['kind'])}>
          {KINDS.filter((one) => hasOthers || !GIVES_AWAY.includes(one)).map((one) => (
            <option key={one} value={one}>
              {texts('kind', { kind: one })}
            </option>
          ))}
        </select>
      </label>
      <BranchChoice
        label={texts(isElsewhere ? 'from_branch' : 'column_branch')}
        rows={network.rows.value}
        value={branch}
        onChoose={setBranch}
      />
      {isElsewhere ? (
        <>
          <label>
            {texts('officer')}
            <select name="officer" required>
              {officers
                .filter((one) => one.movable)
                .map((one) => (
                  <option key={one.badge} value={one.badge}>
                    {one.badge} ·{' '}
                    {Object.keys(one.skills)
                      .map((code) => network.services.value.get(code)?.letter)
                      .join('')}
                  </option>
                ))}
            </select>
          </label>
          <BranchChoice
            label={texts('to_branch')}
            name="to"
            rows={network.rows.value.filter((one) => one.code !== branch)}
          />
        </>
      ) : (
        <label>
          {texts('counter')}
          <select name="counter" required>
            {counters.map((one) => (
              <option key={one.code} value={one.code}>
                {one.code} · {texts('counter_state', { state: one.state })}
              </option>
            ))}
          </select>
        </label>
      )}
      {kind !== 'close' && row && <ServiceChoice row={row} isNeeded={kind === 'reskill'} texts={texts} />}
      <div class="fields">
        <TimeChoice name="start" label={texts('from_time')} otherwise={texts('from_now')} times={times} />
        <TimeChoice name="end" label={texts('to_time')} otherwise={texts('to_the_end')} times={times} />
      </div>
      <button type="submit">{texts('add_change')}</button>
    </form>
  );
}

interface BranchChoiceShown {
  label: string;
  name?: string;
  rows: readonly NetworkRow[];
  value?: string;
  onChoose?: (code: string) => void;
}

function BranchChoice({ label, name, rows, value, onChoose }: BranchChoiceShown) {
  return (
    <label>
      {label}
      <select name={name} value={value} required onChange={(event) => onChoose?.(event.currentTarget.value)}>
        {rows.map((row) => (
          <option key={row.code} value={row.code}>
            {shortName(inWords(row.names))}
          </option>
        ))}
      </select>
    </label>
  );
}

function ServiceChoice({ row, isNeeded, texts }: { row: NetworkRow; isNeeded: boolean; texts: Shown['texts'] }) {
  return (
    <fieldset>
      <legend>{texts(isNeeded ? 'serves' : 'serves_or_default')}</legend>
      <div class="choices two">
        {row.services.map((one) => (
          <label key={one.code} class="choice">
            <input type="checkbox" name="services" value={one.code} />
            {inWords(one.names)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function changeOf(fields: FormData, kind: Change['kind'], branch: string): Change {
  const textOf = (name: string): string | null => String(fields.get(name) ?? '').trim() || null;
  return {
    kind,
    branch,
    counter: textOf('counter'),
    officer: textOf('officer'),
    to: textOf('to'),
    services: fields.getAll('services').map(String),
    start: textOf('start'),
    end: textOf('end'),
  };
}
