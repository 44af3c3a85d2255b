/** The number, how long it takes, and what became of the paper. */
import { renderSVG } from 'uqr';
import { shown } from '../../../server/pages/shared/numbers';
import { language, type Texts } from '../../../server/pages/shared/texts';
import type { Names } from '../../../server/pages/shared/wire';
import { paperOf, type Taken } from '../model';
import { focus, type Shown } from './kiosk';

export function Issued({ kiosk, ticket, texts }: Shown & { ticket: Taken }) {
  const { wait_low_s: low, wait_high_s: high } = ticket;
  return (
    <section class="issued">
      <h2 tabIndex={-1} ref={focus}>
        {texts('your_number')} <span class="number">{shown(ticket.number)}</span>
      </h2>
      <p class="service">{(ticket.service_names as Names)[language.value]}</p>
      <p class="wait">
        {low !== null && high !== null ? texts('wait', { low: low / 60, high: high / 60 }) : texts('wait_unknown')}
        {ticket.ahead !== null && ` ${texts('ahead', { count: ticket.ahead })}`}
      </p>
      <Code url={ticket.phone_url} label={texts('follow')} />
      <Paper ticket={ticket} texts={texts} />
      <button type="button" onClick={kiosk.home}>
        {texts('done')}
      </button>
    </section>
  );
}

function Code({ url, label }: { url: string; label: string }) {
  const picture = `data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(url, { border: 4 }))}`;
  return (
    <figure>
      <img src={picture} alt={label} />
      <figcaption>{label}</figcaption>
    </figure>
  );
}

function Paper({ ticket, texts }: { ticket: Taken; texts: Texts }) {
  const paper = paperOf(ticket);
  if (paper === 'there') return <p class="paper" role="status">{`↓ ${texts('take_paper')}`}</p>;
  if (paper === 'coming')
    return (
      <p class="paper" role="status">
        {texts('printing')}
      </p>
    );
  return (
    <p class="paper lost" role="alert">
      {`⚠ ${texts(paper === 'lost' ? 'not_printed' : 'perhaps_printed', { number: shown(ticket.number) })}`}
    </p>
  );
}
