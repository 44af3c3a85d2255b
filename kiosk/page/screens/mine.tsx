/** Where a ticket stands that its holder has shown, and what can be done with it. */
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { hourOf, shown } from '../../../server/pages/shared/numbers';
import { focused } from '../../../server/pages/shared/parts/focus';
import { Icon } from '../../../server/pages/shared/parts/icon';
import type { Texts } from '../../../server/pages/shared/texts';
import { paperOf } from '../model/paper';
import { servicesOf, type Tile, tilesOf } from '../model/tiles';
import type { AgentState, MineDeed, Mine as MineTicket } from '../model/world';
import { Back } from '../parts/back';
import { Code } from '../parts/code';
import { Tiles } from '../parts/tiles';
import { about, backOf, inWords, nameOf, plain, spelled } from '../parts/words';
import type { Shown } from './kiosk';
import { Came, Paper } from './ticket';

/** In the order in which they are likely to be wanted. */
const DEEDS: readonly MineDeed[] = ['arrive', 'return', 'print', 'change-service', 'add-service', 'cancel'];

/** Whose holder is still to be called. */
const LIVE = new Set(['booked', 'planned', 'waiting', 'called', 'held']);

/** All that the visit is for; a service of another branch that is not known here is left out. */
function servicesIn(mine: MineTicket, known: AgentState): string {
  const also = mine.steps.map(({ service }) => service).filter((service) => service !== mine.service);
  return [inWords(mine.names), ...also.map((service) => nameOf(known, service))].filter(Boolean).join(' · ');
}

function appointmentOf({ slot }: MineTicket, texts: Texts): string {
  return slot === null ? '' : ` · ${texts('mine_slot', { time: hourOf(slot) })}`;
}

export function Mine({ kiosk, known, texts }: Shown & { known: AgentState }) {
  const { ticket, done, isBusy } = kiosk.mine;
  const mine = ticket.value;
  if (!mine) return null;
  if (mine.paper && ['lost', 'perhaps'].includes(paperOf(mine.paper)))
    return <WithoutPaper kiosk={kiosk} mine={mine} paper={mine.paper} texts={texts} />;
  const { wait_low_s: low, wait_high_s: high } = mine;
  const back = backOf(mine, texts);
  // What was just done says so itself.
  const isSaid = done.value === 'cancel' && mine.state === 'cancelled';
  const press = (deed: MineDeed) => {
    if (deed === 'change-service' || deed === 'add-service') kiosk.go({ name: 'mine-service', deed });
    else if (deed === 'cancel') kiosk.go({ name: 'mine-cancel' });
    else void kiosk.mine.act(deed);
  };
  return (
    <section class="mine">
      <h2 tabIndex={-1} ref={focused}>
        {texts('your_number')}{' '}
        <span class="number" data-say={spelled(mine.number)}>
          {shown(mine.number)}
        </span>
      </h2>
      <p class="service">
        {servicesIn(mine, known)}
        {appointmentOf(mine, texts)}
        {mine.day && ` · ${texts('mine_day', { day: mine.day })}`}
      </p>
      {!mine.is_here && (
        <p class="elsewhere">
          <Icon name="info" />{' '}
          {texts('mine_elsewhere', { name: inWords(mine.branch_names), live: LIVE.has(mine.state) ? 'yes' : 'no' })}
        </p>
      )}
      {!isSaid && (
        <p class="state">
          {texts('mine_state', { state: mine.state, counter: mine.counter ?? '' })}
          {mine.state === 'no_show' && mine.is_here && !mine.can.includes('return') && ` ${texts('to_reception')}`}
        </p>
      )}
      {mine.state === 'waiting' && mine.day === null && (
        <p class="wait">
          {back ?? (low !== null && high !== null ? texts('wait', about(low, high)) : texts('wait_unknown'))}
          {back === null && mine.ahead !== null && ` ${texts('ahead', { count: mine.ahead })}`}
        </p>
      )}
      {mine.paper ? (
        <Paper
          ticket={{ ...mine.paper, number: mine.number }}
          came={false}
          first={done.value === 'check-in' ? texts('mine_done', { deed: plain(done.value) }) : ''}
          texts={texts}
        />
      ) : (
        <p class={done.value ? 'paper' : ''} role="status">
          {done.value && texts('mine_done', { deed: plain(done.value) })}
        </p>
      )}
      <div class="deeds">
        {DEEDS.filter((deed) => mine.can.includes(deed)).map((deed) => (
          <button
            key={deed}
            type="button"
            class={deed === 'arrive' || deed === 'return' ? '' : 'quiet'}
            disabled={isBusy.value}
            onClick={() => press(deed)}
          >
            {texts('mine_deed', { deed: plain(deed) })}
          </button>
        ))}
        <button type="button" onClick={kiosk.home}>
          {texts('done')}
        </button>
      </div>
    </section>
  );
}

interface WithoutPaperProps extends Shown {
  mine: MineTicket;
  paper: NonNullable<MineTicket['paper']>;
}

/** The paper is not there, or nobody knows: what to do without it comes before all else that could be done. */
function WithoutPaper({ kiosk, mine, paper, texts }: WithoutPaperProps) {
  const isAsked = paperOf(paper) === 'perhaps';
  const number = useRef<HTMLHeadingElement>(null);
  const question = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => focused(isAsked ? question.current : number.current), [isAsked]);
  const done = kiosk.mine.done.value;
  return (
    <section class="issued">
      <h2 tabIndex={-1} ref={number}>
        {texts('your_number')}{' '}
        <span class="number" data-say={spelled(mine.number)}>
          {shown(mine.number)}
        </span>
      </h2>
      <p class="service">
        {inWords(mine.names)}
        {appointmentOf(mine, texts)}
      </p>
      <p class="wait" role="status">
        {done && texts('mine_done', { deed: plain(done) })}
      </p>
      <Code holds={paper.phone_url} label={texts('follow')} />
      <Paper ticket={{ ...paper, number: mine.number }} came={false} texts={texts} />
      {isAsked ? (
        <Came answer={kiosk.mine.cameOut} title={question} texts={texts} />
      ) : (
        <button type="button" class="done" onClick={kiosk.home}>
          {texts('done')}
        </button>
      )}
    </section>
  );
}

type ServiceDeed = 'change-service' | 'add-service';

export function MineService({ kiosk, known, deed, texts }: Shown & { known: AgentState; deed: ServiceDeed }) {
  const group = useSignal<string | null>(null);
  const present = kiosk.mine.ticket.value?.service;
  const others = { ...known, services: known.services.filter((one) => one.code !== present) };
  const open = (code: string | null) => {
    group.value = code;
  };
  const within = (code: string) => servicesOf(others, code).map((service): Tile => ({ kind: 'service', service }));
  return (
    <section class="home">
      <h2 tabIndex={-1} ref={focused}>
        {texts('mine_service', { deed: plain(deed) })}
      </h2>
      <Tiles
        known={others}
        tiles={group.value === null ? tilesOf(others) : within(group.value)}
        texts={texts}
        onService={({ code }) => void kiosk.mine.act(deed, code)}
        onGroup={open}
      />
      <Back kiosk={kiosk} texts={texts} onBack={group.value === null ? undefined : () => open(null)} />
    </section>
  );
}

export function MineCancel({ kiosk, texts }: Shown) {
  const number = kiosk.mine.ticket.value?.number ?? '';
  return (
    <section class="question">
      <h2 tabIndex={-1} ref={focused} data-say={texts('cancel_title', { number: spelled(number) })}>
        {texts('cancel_title', { number: shown(number) })}
      </h2>
      <p>{texts('cancel_note')}</p>
      <button type="button" class="answer quiet" onClick={() => void kiosk.mine.act('cancel')}>
        {texts('cancel_yes')}
      </button>
      <button type="button" class="answer" onClick={kiosk.back}>
        {texts('cancel_no')}
      </button>
    </section>
  );
}
