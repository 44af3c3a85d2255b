/** Leave, training, overtime, or a sick call of other hours; and what has been told so far. */
import { Fault } from '../../shared/parts/fault';
import { Modal } from '../../shared/parts/modal';
import type { AbsenceKind, Officer } from '../model/wire';
import type { Shown } from '../screens/page';
import { instantToday } from './change-form';
import { span } from './words';

const KINDS: readonly AbsenceKind[] = ['sick', 'leave', 'training', 'overtime'];

export function AbsenceDialog({ officer, model, texts, onLeave }: Shown & { officer: Officer; onLeave: () => void }) {
  const { staff } = model;
  const present = staff.officers.value.find((one) => one.badge === officer.badge) ?? officer;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const textOf = (name: string): string | null => String(fields.get(name) ?? '').trim() || null;
    const absence = {
      kind: fields.get('kind') as AbsenceKind,
      start: instantToday(textOf('start')),
      end: instantToday(textOf('end')),
      note: textOf('note'),
    };
    void staff.absent(officer.badge, absence).then((isDone) => isDone && onLeave());
  };
  return (
    <Modal title={texts('absence_of', { badge: officer.badge })} leave={texts('close')} onLeave={onLeave}>
      {present.absences.length > 0 && (
        <ul class="absences">
          {present.absences.map((one) => (
            <li key={one.id}>
              <span>
                {texts('away', { kind: one.kind, time: span(one) })}
                {one.note && <small> {one.note}</small>}
              </span>
              <button type="button" class="quiet small" onClick={() => void staff.cancel(officer.badge, one)}>
                {texts('take_back')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={submit}>
        <fieldset>
          <legend>{texts('absence')}</legend>
          <div class="choices two">
            {KINDS.map((kind, at) => (
              <label key={kind} class="choice">
                <input type="radio" name="kind" value={kind} defaultChecked={at === 0} />
                {texts('absence_kind', { kind })}
              </label>
            ))}
          </div>
        </fieldset>
        <div class="fields">
          <label>
            {texts('from_time')}
            <input type="time" name="start" />
          </label>
          <label>
            {texts('to_time')}
            <input type="time" name="end" />
          </label>
        </div>
        <p class="hint">{texts('times_hint')}</p>
        <label>
          {texts('note')}
          <input name="note" maxLength={200} autocomplete="off" />
        </label>
        <Fault error={model.fault.value} texts={texts} />
        <button type="submit" aria-disabled={staff.busy.value}>
          {texts('save')}
        </button>
      </form>
    </Modal>
  );
}
