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
      {ticket.state === 'booked' && ticket.slot && <p>{texts('slot', { time: hourOf(ticket.slot) })}</p>}
      {ticket.state === 'held' && ticket.due_at && <p>{texts('due', { time: hourOf(ticket.due_at) })}</p>}
      {ticket.state === 'no_show' && <p>{texts(visit.may.value.has('return') ? 'missed_return' : 'missed')}</p>}
      {visit.message.value && <p role="alert">⚠ {visit.message.value}</p>}
      <Deeds visit={visit} ticket={ticket} texts={texts} />
      {visit.may.value.has('cancel') && <Cancel visit={visit} number={ticket.number} texts={texts} />}
      <p class={live.value ? 'at' : 'at lost'}>
        {texts(live.value ? 'at' : 'lost', { time: hourOf(visit.at.value) })} · {texts('anonymous')}
      </p>
    </main>
  );
}

function Waiting({ ticket, texts }: { ticket: Ticket; texts: Texts }) {
  const { wait_low_s: low, wait_high_s: high, wait_p50_s: middle, wait_p90_s: latest } = ticket;
  if (ticket.draw_at) return <p>{texts('draw', { time: hourOf(ticket.draw_at) })}</p>;
  if (ticket.back_at) return <p>{texts('back', { time: hourOf(ticket.back_at) })}</p>;
  return (
    <>
      <p>{texts('ahead', { count: ticket.ahead ?? 0 })}</p>
      {low !== null && high !== null ? (
        <p>{texts('wait', { low: low / 60, high: high / 60 })}</p>
      ) : (
        middle === null && <p>{texts('wait_unknown')}</p>
      )}
      {middle !== null && latest !== null && (
        <p>
          {texts('now_left', { low: Math.floor(middle / 300) * 5, high: Math.max(1, Math.ceil(latest / 300)) * 5 })}
        </p>
      )}
    </>
  );
}

/** What the state of the ticket allows; each is one press. */
function Deeds({ visit, ticket, texts }: { visit: VisitModel; ticket: Ticket; texts: Texts }) {
  const button = (deed: 'return' | 'arrive' | 'postpone', text: string, quiet: boolean) =>
    visit.may.value.has(deed) && (
      <button
        type="button"
        class={quiet ? 'quiet' : ''}
        disabled={visit.busy.value}
        onClick={() => void visit.act(deed)}
      >
        {text}
      </button>
    );
  return (
    <>
      {button('return', texts('return'), false)}
      {button('arrive', texts('arrive'), false)}
      {button('postpone', texts('postpone', { left: ticket.postponements_left }), true)}
      {ticket.state === 'waiting' && (
        <button type="button" class="quiet" disabled={visit.busy.value} onClick={() => void visit.ask()}>
          {texts('why')}
        </button>
      )}
      {visit.why.value && <p role="status">{(visit.why.value.sentence as Names)[language.value]}</p>}
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
      <button type="button" disabled={visit.busy.value} onClick={() => void visit.act('cancel')}>
        {texts('yes')}
      </button>
      <button type="button" class="quiet" onClick={() => set(false)}>
        {texts('no')}
      </button>
    </section>
  );
}
