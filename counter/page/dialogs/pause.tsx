/** Why is the counter paused, and is the page locked meanwhile? */
import { useState } from 'preact/hooks';
import { shown } from '../../../server/pages/shared/numbers';
import { type DialogProps, Frame, sent, textOf } from './frame';

const REASONS = ['break', 'lunch', 'work'];
const MINUTES = [5, 10, 15, 20, 30, 45, 60];

export function Pause({ model, texts, view }: DialogProps) {
  const [locks, setLocks] = useState(true);
  const hasPin = model.session.session.value?.has_pin ?? false;
  const [minutes, setMinutes] = useState('');
  const pause = (reason: string | null) =>
    model.deeds.act(
      'pause',
      { reason, minutes: minutes ? Number(minutes) : null },
      { next: hasPin && locks ? 'lock' : null },
    );
  const here = view.ticket;
  return (
    <Frame model={model} texts={texts} name="pause">
      {here && <p class="hint">{texts('pause_visitor', { number: shown(here.number) })}</p>}
      <label class="row">
        {texts('pause_back')}
        <select value={minutes} onChange={(event) => setMinutes(event.currentTarget.value)}>
          <option value="">{texts('pause_back_unknown')}</option>
          {MINUTES.map((one) => (
            <option key={one} value={one}>
              {texts('pause_back_min', { minutes: one })}
            </option>
          ))}
        </select>
      </label>
      <div class="stack">
        {REASONS.map((reason, at) => (
          <button
            key={reason}
            type="button"
            class="quiet"
            data-digit={at + 1}
            autofocus={at === 0}
            onClick={() => pause(reason)}
          >
            <kbd>{at + 1}</kbd> {texts(`pause_${reason}`)}
          </button>
        ))}
      </div>
      <form class="row" onSubmit={sent((fields) => pause(textOf(fields, 'text')))}>
        <label>
          {texts('pause_other')}
          <input name="text" maxLength={200} required autocomplete="off" />
        </label>
        <button type="submit" class="quiet">
          {texts('pause')}
        </button>
      </form>
      {hasPin ? (
        <label class="choice">
          <input type="checkbox" checked={locks} onChange={(event) => setLocks(event.currentTarget.checked)} />
          <span>{texts('pause_lock')}</span>
        </label>
      ) : (
        <button type="button" class="quiet" onClick={() => model.openDialog('pin')}>
          {texts('pin_set')}
        </button>
      )}
      <hr />
      {here ? (
        <p class="hint">{texts('pause_close_busy', { number: shown(here.number) })}</p>
      ) : (
        <button type="button" class="quiet" data-digit={0} onClick={() => model.deeds.act('close')}>
          <kbd>0</kbd> {texts('pause_close')}
        </button>
      )}
    </Frame>
  );
}
