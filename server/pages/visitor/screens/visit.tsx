/** The visitor's ticket: number, where it stands, and how long it takes. */
import type { Signal } from '@preact/signals';
import { hourOf, shown } from '../../shared/numbers';
import { focused } from '../../shared/parts/focus';
import { Languages } from '../../shared/parts/languages';
import { language, type Texts } from '../../shared/texts';
import type { Names, Ticket } from '../../shared/wire';
import { leftNow, type Question, type Stop, toldAtFirst, type VisitModel } from '../model';

const AT_COUNTER = ['called', 'serving'];

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
      <State ticket={ticket} stop={visit.stop.value} texts={texts} />
      {ticket.state === 'waiting' && !visit.stop.value && <Waiting ticket={ticket} texts={texts} />}
      {ticket.state === 'booked' && ticket.slot && <p>{texts('slot', { time: hourOf(ticket.slot) })}</p>}
      {ticket.state === 'held' && ticket.due_at && <p>{texts('due', { time: hourOf(ticket.due_at) })}</p>}
      {ticket.state === 'no_show' && ticket.return_until && (
        <p>
          {texts(visit.may.value.has('return') ? 'missed_return' : 'missed', { time: hourOf(ticket.return_until) })}
        </p>
      )}
      {visit.message.value && <p role="alert">⚠ {visit.message.value}</p>}
      <Deeds visit={visit} ticket={ticket} texts={texts} />
      <Asked
        visit={visit}
        deed="cancel"
        texts={texts}
        of={{ begin: texts('cannot_come'), question: texts('cancel_sure', { number: shown(ticket.number) }) }}
      />
      <p class={live.value ? 'at' : 'at lost'}>
        {texts(live.value ? 'at' : 'lost', { time: hourOf(visit.at.value) })} · {texts('anonymous')}
      </p>
    </main>
  );
}

/** Where the visit stands; while the branch stands still, first what to do now. */
function State({ ticket, stop, texts }: { ticket: Ticket; stop: Stop | null; texts: Texts }) {
  const state = texts('state', { state: ticket.state, counter: ticket.counter ?? '' });
  // A fault stops calling; who is at a counter may still be served there.
  const goesOn = stop === 'interruption' && AT_COUNTER.includes(ticket.state);
  return (
    <div class={`state ${stop ?? ticket.state}`} role="status">
      {stop ? (
        <>
          <p>⚠ {texts('stop', { why: stop })}</p>
          <p class="do">
            {goesOn ? `${state}.` : texts('stop_do', { why: stop })} {texts('stop_kept')}
          </p>
        </>
      ) : (
        <p>{state}</p>
      )}
    </div>
  );
}

function Waiting({ ticket, texts }: { ticket: Ticket; texts: Texts }) {
  if (ticket.draw_at) return <p>{texts('draw', { time: hourOf(ticket.draw_at) })}</p>;
  if (ticket.back_at) return <p>{texts('back', { time: hourOf(ticket.back_at) })}</p>;
  // The answer to an act knows no place in line; the view that follows it does.
  if (ticket.ahead === null) return null;
  const [now, told] = [leftNow(ticket), toldAtFirst(ticket)];
  return (
    <>
      <p>{texts('ahead', { count: ticket.ahead })}</p>
      <p>{now ? texts('now_left', { ...now }) : texts('wait_unknown')}</p>
      {told && <p class="first">{texts('told_first', { time: hourOf(ticket.issued_at), ...told })}</p>}
    </>
  );
}

/** What the state of the ticket allows. */
function Deeds({ visit, ticket, texts }: { visit: VisitModel; ticket: Ticket; texts: Texts }) {
  const button = (deed: 'return' | 'arrive') =>
    visit.may.value.has(deed) && (
      <button type="button" disabled={visit.busy.value} onClick={() => void visit.act(deed)}>
        {texts(deed)}
      </button>
    );
  return (
    <>
      {button('return')}
      {button('arrive')}
      <Asked visit={visit} deed="postpone" texts={texts} of={postponing(ticket, texts)} />
      {ticket.state === 'waiting' && (
        <button type="button" class="quiet" disabled={visit.busy.value} onClick={() => void visit.ask()}>
          {texts('why')}
        </button>
      )}
      {visit.why.value && <p role="status">{(visit.why.value.sentence as Names)[language.value]}</p>}
    </>
  );
}

/** What cannot be taken back is asked for twice. */
function Asked({ visit, deed, texts, of }: { visit: VisitModel; deed: Question; texts: Texts; of: Questions }) {
  const ask = (what: Question | null) => {
    visit.asking.value = what;
  };
  if (!visit.may.value.has(deed)) return null;
  if (visit.asking.value !== deed)
    return (
      <button type="button" class="quiet" disabled={visit.busy.value} onClick={() => ask(deed)}>
        {of.begin}
      </button>
    );
  return (
    <section class="confirm">
      <p role="alert">{of.question}</p>
      <button type="button" disabled={visit.busy.value} onClick={() => void visit.act(deed)}>
        {texts(`${deed}_yes`)}
      </button>
      <button type="button" class="quiet" ref={focused} onClick={() => ask(null)}>
        {texts(`${deed}_no`)}
      </button>
    </section>
  );
}

/** What begins the question, and what it asks. */
interface Questions {
  begin: string;
  question: string;
}

function postponing(ticket: Ticket, texts: Texts): Questions {
  const [minutes, left] = [ticket.postpone_min ?? 0, ticket.postponements_left];
  return {
    begin: texts('postpone', { minutes, left }),
    question: texts('postpone_sure', { minutes, left: left - 1 }),
  };
}
