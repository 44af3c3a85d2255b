/** What is under way, what may be taken back, what was said: one line that always keeps its place. */
import { hourOf, shown } from '../../../server/pages/shared/numbers';
import { Icon } from '../../../server/pages/shared/parts/icon';
import type { CounterView } from '../../../server/pages/shared/wire';
import { UNDO_MS } from '../model/undo';
import type { Shown } from '../screens/page';
import { Key } from './key';
import { Orders } from './orders';
import { numberOrNone, Told } from './told';
import { named } from './words';

/** lostAt: of which time the shown figures are, when the link is lost. */
export function Strip({ model, texts, view, lostAt }: Shown & { view: CounterView; lostAt: string | null }) {
  const underWay = model.deeds.sending.underWay.value;
  const dialog = model.dialogs.top.value !== null;
  const notice = underWay || dialog ? null : model.notices.notice.value;
  const forgotten = !underWay && model.forgotten.value;
  return (
    <section class="strip">
      <TakeBack model={model} texts={texts} />
      <div role="alert">
        {lostAt !== null && (
          <p class="lost">
            <Icon name="warn" /> {texts('lost', { time: hourOf(lostAt) })}
          </p>
        )}
        {lostAt === null && <OfTheHall view={view} texts={texts} />}
      </div>
      <div class="says">
        {underWay && underWay.attempt > 1 && (
          <p class="told urgent" role="alert">
            <Icon name="warn" /> {texts('again', { act: named(underWay.deed, texts), attempt: underWay.attempt })}{' '}
            <button type="button" class="quiet small" onClick={model.deeds.sending.giveUp}>
              {texts('give_up')}
            </button>
          </p>
        )}
        {underWay?.attempt === 1 && <p class="told late">{texts('under_way', { act: named(underWay.deed, texts) })}</p>}
        <Told notice={notice} texts={texts} />
        {forgotten && <Forgotten model={model} texts={texts} />}
        {!underWay && notice === null && !forgotten && <Orders model={model} texts={texts} />}
      </div>
    </section>
  );
}

/** The branch stands still, or nobody heard the last call. */
function OfTheHall({ view, texts }: { view: CounterView; texts: Shown['texts'] }) {
  const told = view.branch_paused
    ? texts(`branch_${view.branch_paused}`)
    : view.unheard && view.ticket
      ? texts(`unheard_${view.unheard}`, { number: shown(view.ticket.number) })
      : null;
  return told === null ? null : (
    <p class="told urgent">
      <Icon name="warn" /> {told}
    </p>
  );
}

function TakeBack({ model, texts }: Shown) {
  const { undoable, leftMs } = model.undo;
  const act = undoable.value;
  if (!act) return null;
  const said = texts('undo_what', { act: named(act.act, texts), number: numberOrNone(act.number) });
  return (
    <button type="button" class="quiet take-back" onClick={() => model.perform('undo')}>
      <Key action="undo" model={model} texts={texts} /> <Icon name="undo" /> <b>{said}</b>{' '}
      <span aria-hidden="true">{texts('undo_left', { seconds: Math.ceil(leftMs.value / 1000) })}</span>
      <span class="left" style={{ width: `${(100 * leftMs.value) / UNDO_MS}%` }} />
    </button>
  );
}

function Forgotten({ model, texts }: Shown) {
  return (
    <p class="told" role="status">
      <Icon name="clock" /> {texts('forgotten')}{' '}
      <button type="button" class="quiet small" onClick={() => model.perform('finish')}>
        <Key action="finish" model={model} texts={texts} /> {named('finish', texts)}
      </button>{' '}
      <button type="button" class="quiet small" onClick={model.goOn}>
        {texts('goes_on')}
      </button>{' '}
      <button type="button" class="quiet small" onClick={() => model.perform('inaccurate')}>
        {named('inaccurate', texts)}
      </button>
    </p>
  );
}
