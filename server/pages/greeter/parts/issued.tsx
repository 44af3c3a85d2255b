/** The number that was given: large, with its time, and the code that the visitor takes a picture of. */
import { shown } from '../../shared/numbers';
import { focused } from '../../shared/parts/focus';
import { Icon } from '../../shared/parts/icon';
import { inWords } from '../../shared/texts';
import type { Issued } from '../../shared/wire';
import type { Shown } from '../screens/page';
import { Code } from './code';
import { timeOf } from './words';

export function IssuedTicket({ greeter, texts, ticket }: Shown & { ticket: Issued }) {
  return (
    <section class="issued" aria-labelledby="issued">
      <div>
        <h2 id="issued" tabIndex={-1} ref={focused}>
          {texts('number')} <span class="number">{shown(ticket.number)}</span>
        </h2>
        <p class="service-name">{inWords(ticket.service_names)}</p>
        <p class="time">
          <Icon name="clock" /> {timeOf(ticket, texts)}
        </p>
        {ticket.ahead !== null && !ticket.back_at && !ticket.draw_at && (
          <p>{texts('ahead', { count: ticket.ahead })}</p>
        )}
        {ticket.draw_at && <p class="hint">{texts('draw_fair')}</p>}
        <button type="button" class="next" onClick={() => greeter.giving.next()}>
          {texts('next')} <Icon name="done" />
        </button>
      </div>
      {ticket.token && (
        <figure>
          <Code
            of={`${greeter.place.branch.value?.phone_url ?? location.origin}/t/${ticket.token}`}
            label={texts('qr')}
          />
          <figcaption>{texts('qr')}</figcaption>
        </figure>
      )}
    </section>
  );
}
