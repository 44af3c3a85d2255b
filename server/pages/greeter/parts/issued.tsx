/** The number that was given: large, with its time, and the code that the visitor takes a picture of. */
import { shown } from '../../shared/numbers';
import { focused } from '../../shared/parts/focus';
import { Icon } from '../../shared/parts/icon';
import { inWords } from '../../shared/texts';
import type { Ticket } from '../../shared/wire';
import type { Shown } from '../screens/page';
import { Code } from './code';
import { phoneOf, timeOf } from './words';

export function IssuedTicket({ greeter, texts, ticket }: Shown & { ticket: Ticket }) {
  const { giving, place, printing } = greeter;
  const isPrinted = printing.last.value === ticket.id;
  return (
    <section class="issued" aria-labelledby="issued">
      <div>
        <h2 id="issued" tabIndex={-1} ref={focused}>
          {texts('number')} <span class="number">{shown(ticket.number)}</span>
        </h2>
        <p class="service-name">{inWords(ticket.service_names)}</p>
        {ticket.branch !== greeter.branch && (
          <p class="service-name strong">{texts('at_branch', { branch: inWords(ticket.branch_names) })}</p>
        )}
        <p class="time">
          <Icon name="clock" /> {timeOf(ticket, texts)}
        </p>
        {ticket.ahead !== null && !ticket.back_at && !ticket.draw_at && !ticket.due_at && (
          <p>{texts('ahead', { count: ticket.ahead })}</p>
        )}
        {ticket.draw_at && <p class="hint">{texts('draw_fair')}</p>}
        <div class="answers">
          <button type="button" disabled={place.known.value === null} onClick={() => printing.ticket(ticket)}>
            <Icon name="printer" /> {texts(isPrinted ? 'print_again' : 'print')}
          </button>
          <button type="button" class="next" onClick={() => giving.next()}>
            {texts('next')} <Icon name="done" />
          </button>
        </div>
        <div role="status">{isPrinted && <p class="hint">{texts('no_paper')}</p>}</div>
      </div>
      {ticket.token && (
        <figure>
          <Code of={phoneOf(place.branch.value, ticket.token)} label={texts('qr')} />
          <figcaption>{texts('qr')}</figcaption>
        </figure>
      )}
    </section>
  );
}
