/** Leave, training, overtime, or a sick call of other hours; and what has been told so far. */
import { Fault } from '../../shared/parts/fault';
import { Modal } from '../../shared/parts/modal';
import { dayOf, halfHoursOf } from '../model/dayline';
import type { AwayKind, Officer } from '../model/wire';
import type { Shown } from '../screens/page';
import { TimeChoice } from './time-choice';
import { span } from './words';

/** So long before and after his own day an officer may be asked to stay. */
const OVERTIME_H = 3;
const KINDS: readonly AwayKind[] = ['sick', 'leave', 'training', 'overtime'];

export function AbsenceDialog({ officer, model, texts, onLeave }: Shown & { officer: Officer; onLeave: () => void }) {
  const { staff } = model;
  const present = staff.officers.value.find((one) => one.badge === officer.badge) ?? officer;
  const times = halfHoursOf(dayOf(officer.roster), OVERTIME_H);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const textOf = (name: string): string | null => String(fields.get(name) ?? '').trim() || null;
    const absence = {
      kind: fields.get('kind') as AwayKind,
      start: textOf('start'),
      end: textOf('end'),
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
          <TimeChoice name="start" label={texts('from_time')} otherwise={texts('from_now')} times={times} />
          <TimeChoice name="end" label={texts('to_time')} otherwise={texts('to_the_end')} times={times} />
        </div>
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
