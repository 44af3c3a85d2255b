/** The number, how long it takes, and what became of the paper. */
import type { Ref } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { shown } from '../../../server/pages/shared/numbers';
import { focused } from '../../../server/pages/shared/parts/focus';
import { Icon } from '../../../server/pages/shared/parts/icon';
import type { Texts } from '../../../server/pages/shared/texts';
import { paperOf } from '../model/paper';
import type { AgentState, Printed, Taken } from '../model/world';
import { Code } from '../parts/code';
import { backOf, inWords, spelled, whole } from '../parts/words';
import type { Shown } from './kiosk';

interface IssuedProps extends Shown {
  known: AgentState;
  ticket: Taken;
  came: boolean;
}

export function Issued({ kiosk, known, ticket, came, texts }: IssuedProps) {
  const { wait_low_s: low, wait_high_s: high } = ticket;
  const back = backOf(ticket, texts);
  const isAsked = paperOf(ticket) === 'perhaps' && !came;
  const number = useRef<HTMLHeadingElement>(null);
  const question = useRef<HTMLHeadingElement>(null);
  // A question that comes is read out, and when it has been answered keys go on from the number.
  useLayoutEffect(() => focused(isAsked ? question.current : number.current), [isAsked]);
  return (
    <section class="issued">
      <h2 tabIndex={-1} ref={number}>
        {texts('your_number')}{' '}
        <span class="number" data-say={spelled(ticket.number)}>
          {shown(ticket.number)}
        </span>
      </h2>
      <div class="service">
        <p>
          {inWords(ticket.service_names)}
          {ticket.branch !== known.branch && ` · ${texts('at_branch', { name: inWords(ticket.branch_names) })}`}
        </p>
        {ticket.not_moved && <p>{texts('not_moved', { why: ticket.not_moved })}</p>}
      </div>
      <p class="wait">
        {back ?? (low !== null && high !== null ? texts('wait', whole(low, high)) : texts('wait_unknown'))}
        {back === null && ticket.ahead !== null && ` ${texts('ahead', { count: ticket.ahead })}`}
      </p>
      <Code holds={ticket.phone_url} label={texts('follow')} />
      <Paper ticket={ticket} came={came} texts={texts} />
      {isAsked ? (
        <Came answer={kiosk.taking.cameOut} title={question} texts={texts} />
      ) : (
        <button type="button" class="done" onClick={kiosk.home}>
          {texts('done')}
        </button>
      )}
    </section>
  );
}

interface CameProps {
  answer: (yes: boolean) => Promise<void>;
  title: Ref<HTMLHeadingElement>;
  texts: Texts;
}

/** Nobody knows whether the paper came out but who stands there. */
export function Came({ answer, title, texts }: CameProps) {
  return (
    <div class="came">
      <h3 tabIndex={-1} ref={title}>
        {texts('came_out')}
      </h3>
      <button type="button" onClick={() => void answer(true)}>
        {texts('came_yes')}
      </button>
      <button type="button" onClick={() => void answer(false)}>
        {texts('came_no')}
      </button>
    </div>
  );
}

interface PaperProps {
  ticket: Printed & { number: string };
  came: boolean;
  /** What is to be read before it. */
  first?: string;
  texts: Texts;
}

export function Paper({ ticket, came, first = '', texts }: PaperProps) {
  const paper = came ? 'there' : paperOf(ticket);
  const isBeside = paper === 'there' && ticket.by_backup;
  if (paper === 'there' || paper === 'coming')
    return (
      <p class="paper" role="status">
        {first} {paper === 'there' && <Icon name={isBeside ? 'info' : 'down'} />}{' '}
        {texts(isBeside ? 'take_paper_beside' : paper === 'there' ? 'take_paper' : 'printing')}
      </p>
    );
  const say = paper === 'lost' ? 'not_printed' : 'perhaps_printed';
  return (
    <p class="paper lost" role="alert" data-say={texts(say, { number: spelled(ticket.number) })}>
      <Icon name="warn" /> {texts(say, { number: shown(ticket.number) })}
    </p>
  );
}
