/** Who stands here, what to know of the visit, and why it was this ticket's turn? */
import { productMs } from '../../../server/pages/shared/clock';
import { hourOf, minutes, shown } from '../../../server/pages/shared/numbers';
import { Icon } from '../../../server/pages/shared/parts/icon';
import type { Texts } from '../../../server/pages/shared/texts';
import type { CounterView, Ticket, Waiting } from '../../../server/pages/shared/wire';
import { isPriority } from '../model/acts';
import type { Shown } from '../screens/page';
import { Press } from './buttons';
import { Marks } from './marks';
import { second } from './passing';
import { inWords, marksOf, named, serviceNamed } from './words';

export function Visitor({ model, texts, view }: Shown & { view: CounterView }) {
  return (
    <section class={`present ${view.ticket?.state ?? ''}`}>
      {view.ticket ? (
        <Present model={model} texts={texts} view={view} ticket={view.ticket} />
      ) : (
        <Nobody next={view.waiting.find((one) => one.obstacle === null)} texts={texts} view={view} />
      )}
    </section>
  );
}

function Nobody({ next, texts, view }: { next: Waiting | undefined; texts: Texts; view: CounterView }) {
  return (
    <div class="nobody">
      <h2>{texts('nobody')}</h2>
      {next && view.state === 'open' && (
        <div class="next">
          <span>{texts('next_is')}</span> <b>{shown(next.number)}</b> {serviceNamed(view, next.service)}
          <Marks marks={marksOf(next, texts)} />
        </div>
      )}
    </div>
  );
}

function Present({ model, texts, view, ticket }: Shown & { view: CounterView; ticket: Ticket }) {
  return (
    <>
      <div class="who">
        <p class="state-word">
          <Icon name={ticket.state === 'serving' ? 'person' : 'bell'} /> {stateWord(ticket, texts)}
        </p>
        <h2 class="number">{shown(ticket.number)}</h2>
        <Elapsed ticket={ticket} texts={texts} />
      </div>
      <div class="about">
        <p class="service">{inWords(ticket.service_names)}</p>
        <div class="facts">
          <Marks marks={marksOf({ ...ticket, dossiers: 1, booked: ticket.slot !== null }, texts)} />
          <p>
            <Icon name="speech" /> {texts('speaks', { language: ticket.language })}
          </p>
          <Dossiers ticket={ticket} texts={texts} />
        </div>
        <Planned ticket={ticket} texts={texts} view={view} />
      </div>
      <div class="known">
        {ticket.why && (
          <p>
            <Icon name="info" /> <span class="unseen">{texts('why')}: </span>
            {inWords(ticket.why.sentence)}
          </p>
        )}
        <Note kind="transfer" ticket={ticket} texts={texts} />
        <Note kind="hold" ticket={ticket} texts={texts} />
      </div>
      <div class="mends">
        <Press action="change-service" model={model} texts={texts} class="quiet small">
          {named('change-service', texts)}
        </Press>
        <Press action="dossiers" model={model} texts={texts} class="quiet small">
          {named('dossiers', texts)}
        </Press>
        {isPriority(ticket) && (
          <Press action="ordinary" model={model} texts={texts} class="quiet small">
            {named('ordinary', texts)}
          </Press>
        )}
      </div>
    </>
  );
}

function stateWord(ticket: Ticket, texts: Texts): string {
  const calls = ticket.steps[ticket.step ?? 0]?.calls ?? 1;
  if (ticket.state === 'serving') return texts('serving');
  return calls > 1 ? texts('calls', { count: calls }) : texts('called');
}

/** How long it has been, and since when; without any target, so that nobody presses "finish" early for its sake. */
function Elapsed({ ticket, texts }: { ticket: Ticket; texts: Texts }) {
  const step = ticket.steps[ticket.step ?? 0];
  const since = step?.started_at ?? step?.called_at;
  // Reading it lets the time go on.
  void second.value;
  const ms = since ? (productMs() ?? 0) - Date.parse(since) : 0;
  return (
    <p class="elapsed">
      {minutes(ms / 1000)} <small>{texts(step?.started_at ? 'since_started' : 'since_called')}</small>
    </p>
  );
}

function Dossiers({ ticket, texts }: { ticket: Ticket; texts: Texts }) {
  const count = ticket.dossiers ?? 1;
  const left = ticket.dossiers_left ?? count;
  if (count <= 1 && !ticket.counted && !ticket.dossier && !ticket.slot) return null;
  return (
    <p class="dossiers">
      <Icon name="folder" />{' '}
      <b>{left < count ? texts('of_dossiers', { left, count }) : texts('dossier_count', { count })}</b>
      {ticket.counted && ` (${texts('counted')})`}
      {ticket.dossier && ` · ${texts('dossier_code', { code: ticket.dossier })}`}
      {ticket.slot && ` · ${texts('booked_at', { time: hourOf(ticket.slot) })}`}
    </p>
  );
}

function Planned({ ticket, texts, view }: { ticket: Ticket; texts: Texts; view: CounterView }) {
  const planned = ticket.steps.filter((step) => step.state === 'planned');
  if (planned.length === 0) return null;
  const services = planned.map((step) => serviceNamed(view, step.service)).join(', ');
  return <p class="planned">{texts('planned', { services })}</p>;
}

const HOLD_REASONS = ['missing-document', 'system', 'visitor-asked', 'other'];

function Note({ kind, ticket, texts }: { kind: 'transfer' | 'hold'; ticket: Ticket; texts: Texts }) {
  const note = ticket.notes?.[kind];
  if (!note) return null;
  return (
    <p class="note">
      <Icon name="note" /> {texts(`note_${kind}`, { note: kind === 'hold' ? holdReason(note, texts) : note })}
    </p>
  );
}

export function holdReason(reason: string, texts: Texts): string {
  return HOLD_REASONS.includes(reason) ? texts(`hold_${reason.replaceAll('-', '')}`) : reason;
}

/** The same in one sentence, for who listens; it changes only when the visitor or the state does. */
export function Said({ view, texts }: { view: CounterView; texts: Texts }) {
  const ticket = view.ticket;
  const needs = ticket ? marksOf({ ...ticket, dossiers: 1, booked: false }, texts) : [];
  return (
    <p class="unseen" role="status">
      {ticket
        ? texts('said_present', {
            state: ticket.state,
            number: shown(ticket.number),
            service: inWords(ticket.service_names),
            needs: needs.map((mark) => mark.word).join(', '),
          })
        : texts('nobody')}
    </p>
  );
}
