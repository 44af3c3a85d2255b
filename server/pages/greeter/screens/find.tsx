/** Where is that ticket, and what can be put right? */
import { hourOf, shown } from '../../shared/numbers';
import { Fault } from '../../shared/parts/fault';
import { focused } from '../../shared/parts/focus';
import { Icon } from '../../shared/parts/icon';
import { inWords } from '../../shared/texts';
import type { Ticket } from '../../shared/wire';
import { Asking } from '../dialogs/asking';
import type { Mending } from '../model/deeds';
import { type Asked, mayPrint, mendingsOf } from '../model/finding';
import { IssuedTicket } from '../parts/issued';
import { keyOf, plainCode, serviceNamed } from '../parts/words';
import type { Shown } from './page';

const ASKS: ReadonlySet<Mending> = new Set<Asked>(['change-service', 'add-service', 'dossiers', 'refer', 'cancel']);

export function Find({ greeter, texts }: Shown) {
  const { finding, giving } = greeter;
  if (giving.issued.value) return <IssuedTicket greeter={greeter} texts={texts} ticket={giving.issued.value} />;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void finding.look(String(new FormData(event.currentTarget as HTMLFormElement).get('find')));
  };
  return (
    <section class="find">
      <form class="row" onSubmit={submit}>
        <label>
          {texts('find')}
          <input name="find" maxLength={64} autocomplete="off" ref={focused} defaultValue={finding.query.value} />
        </label>
        <button type="submit">
          <Icon name="search" /> {texts('find_do')}
        </button>
      </form>
      <Fault error={finding.fault.value} texts={texts} />
      <div role="status">
        {finding.found.value && <p>{texts('find_count', { count: finding.found.value.length })}</p>}
      </div>
      {finding.found.value?.map((ticket) => (
        <One key={ticket.id} greeter={greeter} texts={texts} ticket={ticket} />
      ))}
      <Asking greeter={greeter} texts={texts} />
    </section>
  );
}

function One({ greeter, texts, ticket }: Shown & { ticket: Ticket }) {
  const { finding, place, deeds, printing } = greeter;
  const mendings = greeter.gives.value ? mendingsOf(ticket, greeter.now()) : [];
  const isPrinted = greeter.gives.value && place.known.value !== null && mayPrint(ticket);
  const choose = (mending: Mending) => {
    if (ASKS.has(mending)) finding.begin(mending as Asked, ticket);
    else finding.mend(mending, ticket);
  };
  const planned = ticket.steps.filter((step) => step.state === 'planned');
  return (
    <article class="found" aria-label={shown(ticket.number)}>
      <h2>
        {shown(ticket.number)} <small>{inWords(ticket.service_names)}</small>
      </h2>
      <p class="state">
        <b>{texts('state', { state: ticket.state })}</b>
        {ticket.counter && ` · ${texts('at_counter', { counter: ticket.counter })}`}
        {` · ${texts('issued_at', { time: hourOf(ticket.issued_at) })}`}
        {ticket.back_at && ` · ${texts('be_back', { time: hourOf(ticket.back_at) })}`}
        {ticket.draw_at && ` · ${texts('be_drawn', { time: hourOf(ticket.draw_at) })}`}
        {ticket.slot && ` · ${texts('appointment_at', { time: hourOf(ticket.slot) })}`}
      </p>
      {planned.length > 0 && (
        <p>
          {texts('planned', {
            services: planned.map((step) => serviceNamed(place.services.value, step.service)).join(', '),
          })}
        </p>
      )}
      <ul class="marks">
        {ticket.needs.map((need) => (
          <li key={need} class="strong">
            {texts('need', { need: plainCode(need) })}
          </li>
        ))}
        {ticket.priority !== 'ordinary' && <li class="strong">{texts('has_priority')}</li>}
        {(ticket.dossiers ?? 1) > 1 && <li>{texts('dossier_count', { count: ticket.dossiers })}</li>}
      </ul>
      <div class="answers">
        {mendings.map((mending) => (
          <button
            key={mending}
            type="button"
            class="quiet"
            disabled={deeds.underWay.value !== null}
            onClick={() => choose(mending)}
          >
            {texts(keyOf(mending))}
          </button>
        ))}
        {isPrinted && (
          <button type="button" class="quiet" onClick={() => printing.ticketAgain(ticket)}>
            <Icon name="printer" /> {texts('print_again')}
          </button>
        )}
        {mendings.length === 0 && !isPrinted && <p class="hint">{texts('find_nothing')}</p>}
      </div>
    </article>
  );
}
