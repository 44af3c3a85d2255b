/** How loud is the hall, and when? Set by whoever looks after it, or left to the network file. */
import { useState } from 'preact/hooks';
import { hourOf } from '../../shared/numbers';
import { focused } from '../../shared/parts/focus';
import type { Loudness, Volume as Told } from '../model';
import type { Shown } from '../screens/page';

const MOST = 12;
/** What a new row says before anybody has changed it: lunch, at half the volume. */
const NEW: Loudness = { from: '12:00', to: '13:00', percent: 50 };

export function Volume({ desk, texts }: Shown) {
  const [isChanged, setChanged] = useState(false);
  const told = desk.volume.value;
  const leave = (isDone: boolean) => isDone && setChanged(false);
  return (
    <section aria-labelledby="volume">
      <h2 id="volume">{texts('volume')}</h2>
      {told && <Standing told={told} texts={texts} />}
      {told && isChanged ? (
        <Change
          told={told}
          texts={texts}
          waits={desk.busy.value}
          onSet={(volume) => void desk.setVolume(volume).then(leave)}
          onLeave={() => setChanged(false)}
        />
      ) : (
        <div class="acts">
          <button type="button" class="quiet" disabled={!told} onClick={() => setChanged(true)}>
            {texts('volume_change')}
          </button>
          {told?.set_by && (
            <button
              type="button"
              class="quiet"
              disabled={desk.busy.value}
              onClick={() => void desk.leaveVolumeToFile()}
            >
              {texts('volume_leave')}
            </button>
          )}
        </div>
      )}
    </section>
  );
}

function Standing({ told, texts }: { told: Told; texts: Shown['texts'] }) {
  const hours = told.volumes.map(({ from, to, percent }) => texts('volume_at', { from, to, percent }));
  const said = [texts('volume_usual', { percent: told.volume }), ...hours].join(' · ');
  const [, who = ''] = (told.set_by ?? '').split(':');
  const day = told.set_at?.slice(0, 10).split('-').reverse().join('/');
  return (
    <p>
      <b>{said}</b>{' '}
      <small>
        {told.set_at ? texts('volume_set', { who, day: day ?? '', time: hourOf(told.set_at) }) : texts('volume_file')}
      </small>
    </p>
  );
}

interface ChangeProps {
  told: Told;
  texts: Shown['texts'];
  waits: boolean;
  onSet: (volume: { volume: number; volumes: Loudness[] }) => void;
  onLeave: () => void;
}

function Change({ told, texts, waits, onSet, onLeave }: ChangeProps) {
  const [rows, setRows] = useState(() => told.volumes.map((one, key) => ({ key, ...one })));
  const set = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const [from, to, percent] = ['from', 'to', 'percent'].map((name) => fields.getAll(name).map(String));
    const volumes = rows.map((_, i) => ({
      from: from?.[i]?.slice(0, 5) ?? '',
      to: to?.[i]?.slice(0, 5) ?? '',
      percent: Number(percent?.[i]),
    }));
    onSet({ volume: Number(fields.get('volume')), volumes });
  };
  const add = () => setRows([...rows, { key: Math.max(-1, ...rows.map((one) => one.key)) + 1, ...NEW }]);
  return (
    <form class="volume" onSubmit={set}>
      <Percent name="volume" label={texts('volume_percent')} value={told.volume} isFirst />
      {rows.map(({ key, from, to, percent }, i) => (
        <fieldset key={key}>
          <legend>{texts('volume_hours', { number: i + 1 })}</legend>
          <div class="line">
            <label>
              {texts('volume_from')}
              <input name="from" type="time" required defaultValue={from} />
            </label>
            <label>
              {texts('volume_to')}
              <input name="to" type="time" required defaultValue={to} />
            </label>
            <Percent name="percent" label={texts('volume_percent')} value={percent} />
            <button
              type="button"
              class="quiet"
              aria-label={texts('volume_without_named', { number: i + 1 })}
              onClick={() => setRows(rows.filter((one) => one.key !== key))}
            >
              {texts('volume_without')}
            </button>
          </div>
        </fieldset>
      ))}
      <div class="acts">
        <button type="button" class="quiet" disabled={rows.length >= MOST} onClick={add}>
          {texts('volume_add')}
        </button>
        <button type="submit" disabled={waits}>
          {texts('volume_do_set')}
        </button>
        <button type="button" class="quiet" onClick={onLeave}>
          {texts('back')}
        </button>
      </div>
    </form>
  );
}

interface PercentProps {
  name: string;
  label: string;
  value: number;
  isFirst?: boolean;
}

function Percent({ name, label, value, isFirst }: PercentProps) {
  return (
    <label>
      {label}
      <input
        name={name}
        type="number"
        required
        min={0}
        max={100}
        defaultValue={String(value)}
        ref={isFirst ? focused : null}
      />
    </label>
  );
}
