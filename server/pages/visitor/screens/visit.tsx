/** The visitor's ticket: number, where it stands, and how long it takes. */
import type { Signal } from '@preact/signals';
import { hourOf, shown } from '../../shared/numbers';
import { Languages } from '../../shared/parts/languages';
import { language, type Texts } from '../../shared/texts';
import type { Names, Ticket } from '../../shared/wire';
import type { VisitModel } from '../model';

interface Shown {
  visit: VisitModel;
  live: Signal<boolean>;
  texts: Texts;
}

export function Visit({ visit, live, texts }: Shown) {
  const ticket = visit.ticket.value;
  if (visit.gone.value) return <main class="visit">{texts('gone')}</main>;
  if (!ticket) return <main class="visit" aria-busy="true" />;
  document.title = texts('title', { number: shown(ticket.number) });
  return (
    <main class="visit">
      <Languages label={texts('language')} />
      <p class="branch">{(ticket.branch_names as Names)[language.value]}</p>
      <h1>
        <small>{texts('your_number')}</small>
        {shown(ticket.number)}
      </h1>
      <p class="service">{(ticket.service_names as Names)[language.value]}</p>
      <p class={`state ${ticket.state}`} role="status">
        {texts('state', { state: ticket.state, counter: ticket.counter ?? '' })}
      </p>
      {ticket.state === 'waiting' && <Waiting ticket={ticket} texts={texts} />}
      {ticket.state === 'no_show' && <p>{texts('missed')}</p>}
      {visit.message.value && <p role="alert">⚠ {visit.message.value}</p>}
      {ticket.state === 'waiting' && <Cancel visit={visit} number={ticket.number} texts={texts} />}
      <p class={live.value ? 'at' : 'at lost'}>
        {texts(live.value ? 'at' : 'lost', { time: hourOf(visit.at.value) })} · {texts('anonymous')}
      </p>
    </main>
  );
}

function Waiting({ ticket, texts }: { ticket: Ticket; texts: Texts }) {
  const { wait_low_s: low, wait_high_s: high, wait_p50_s: left } = ticket;
  return (
    <>
      <p>{texts('ahead', { count: ticket.ahead ?? 0 })}</p>
      {low !== null && high !== null ? (
        <p>{texts('wait', { low: low / 60, high: high / 60 })}</p>
      ) : (
        <p>{texts('wait_unknown')}</p>
      )}
      {left !== null && <p>{texts('now_left', { minutes: Math.ceil(left / 60) })}</p>}
    </>
  );
}

function Cancel({ visit, number, texts }: { visit: VisitModel; number: string; texts: Texts }) {
  const set = (asking: boolean) => {
    visit.asking.value = asking;
  };
  if (!visit.asking.value)
    return (
      <button type="button" class="quiet" onClick={() => set(true)}>
        {texts('cannot_come')}
      </button>
    );
  return (
    <section class="confirm">
      <p>{texts('confirm', { number: shown(number) })}</p>
      <button type="button" onClick={() => void visit.cancel()}>
        {texts('yes')}
      </button>
      <button type="button" class="quiet" onClick={() => set(false)}>
        {texts('no')}
      </button>
    </section>
  );
}
