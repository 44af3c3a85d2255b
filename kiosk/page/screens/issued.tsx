/** The number, how long it takes, and what became of the paper. */
import { renderSVG } from 'uqr';
import { shown } from '../../../server/pages/shared/numbers';
import { language, type Texts } from '../../../server/pages/shared/texts';
import type { Names } from '../../../server/pages/shared/wire';
import type { Taken } from '../model';
import type { Shown } from './kiosk';

export function Issued({ kiosk, ticket, texts }: Shown & { ticket: Taken }) {
  const { wait_low_s: low, wait_high_s: high } = ticket;
  return (
    <section class="issued">
      <p>{texts('your_number')}</p>
      <p class="number" role="status">
        {shown(ticket.number)}
      </p>
      <p>{(ticket.service_names as Names)[language.value]}</p>
      <p>
        {low !== null && high !== null ? texts('wait', { low: low / 60, high: high / 60 }) : texts('wait_unknown')}{' '}
        {texts('ahead', { count: ticket.ahead ?? 0 })}
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
      <img src={picture} alt={label} width="260" height="260" />
      <figcaption>{label}</figcaption>
    </figure>
  );
}

function Paper({ ticket, texts }: { ticket: Taken; texts: Texts }) {
  const number = shown(ticket.number);
  switch (ticket.print) {
    case 'printed':
    case 'sent':
      return <p class="paper">↓ {texts('take_paper')}</p>;
    case 'failed':
      return (
        <p class="paper lost" role="alert">
          ⚠ {texts('not_printed', { number })}
        </p>
      );
    case 'unknown':
      return (
        <p class="paper lost" role="alert">
          ⚠ {texts('perhaps_printed', { number })}
        </p>
      );
    default:
      return <p class="paper">{texts('printing')}</p>;
  }
}
