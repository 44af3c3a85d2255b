/** Where is that ticket, and what can be done with it from here? */
import { hourOf, shown } from '../../../server/pages/shared/numbers';
import { Fault } from '../../../server/pages/shared/parts/fault';
import type { Ticket } from '../../../server/pages/shared/wire';
import type { Deed } from '../model/acts';
import type { DialogName } from '../model/dialogs';
import { actionsFor, type FoundAction } from '../model/find';
import { Marks } from '../parts/marks';
import { inWords, marksOf, named } from '../parts/words';
import { type DialogProps, Frame, sent, textOf } from './frame';

export function Find({ model, texts, view }: DialogProps) {
  const { query, found, busy, fault, search } = model.find;
  return (
    <Frame model={model} texts={texts} name="find" wide>
      <form class="row" onSubmit={sent((fields) => void search(textOf(fields, 'find') ?? ''))}>
        <label>
          {texts('find_label')}
          <input name="find" maxLength={64} autocomplete="off" autofocus defaultValue={query.value} />
        </label>
        <button type="submit" aria-disabled={busy.value}>
          {texts('find_do')}
        </button>
      </form>
      <Fault error={fault.value} texts={texts} />
      <div role="status">{found.value?.length === 0 && <p>{texts('find_none')}</p>}</div>
      <div class="found scrolls">
        {found.value?.map((ticket) => (
          <One key={ticket.id} ticket={ticket} model={model} texts={texts} view={view} />
        ))}
      </div>
    </Frame>
  );
}

function One({ model, texts, view, ticket }: DialogProps & { ticket: Ticket }) {
  const actions = actionsFor(ticket, view);
  const isHere = ticket.id === view.ticket?.id;
  const facts = [
    texts('find_issued', { time: hourOf(ticket.issued_at) }),
    ...(ticket.counter ? [texts('find_counter', { counter: ticket.counter })] : []),
  ];
  return (
    <article aria-label={shown(ticket.number)}>
      <h3>
        {shown(ticket.number)} <small>{inWords(ticket.service_names)}</small>
      </h3>
      <p>
        <b>{texts('step_state', { state: ticket.state })}</b> · {facts.join(' · ')}
      </p>
      <Marks marks={marksOf({ ...ticket, booked: ticket.slot !== null }, texts)} />
      <div class="answers">
        {actions.map((action) => (
          <button key={action} type="button" class="quiet small" onClick={() => choose(action, ticket, model)}>
            {LABELS[action] ? texts(LABELS[action]) : named(action, texts)}
          </button>
        ))}
        {actions.length === 0 && <p class="hint">{texts(isHere ? 'find_here' : 'find_nothing')}</p>}
      </div>
    </article>
  );
}

/** Beside a ticket that was found, what else they would be called does not say enough. */
const LABELS: Readonly<Partial<Record<FoundAction, string>>> = { call: 'find_call', 'bring-back': 'find_bring_back' };

const AT_ONCE: ReadonlySet<FoundAction> = new Set(['return', 'arrive', 'ordinary', 'postpone']);

function choose(action: FoundAction, ticket: Ticket, model: DialogProps['model']): void {
  if (action === 'bring-back') model.deeds.act('call', { number: ticket.number }, { number: ticket.number });
  else if (AT_ONCE.has(action)) model.deeds.mend(action as Deed, ticket);
  else model.openDialog(action as DialogName, ticket);
}
