/** Today may be too late: which other day, which other branch, or a number all the same? The choice is the visitor's. */
import { hourOf } from '../../../server/pages/shared/numbers';
import { afterTheWay } from '../../../server/pages/shared/offers';
import { focused } from '../../../server/pages/shared/parts/focus';
import { language, type Texts } from '../../../server/pages/shared/texts';
import { paperOf } from '../model/paper';
import type { AgentState, Booked, Offer, StillOpen } from '../model/world';
import { Back } from '../parts/back';
import { Code } from '../parts/code';
import { Tiles } from '../parts/tiles';
import { inWords, laterOf, nameOf, range, spelled } from '../parts/words';
import type { Shown } from './kiosk';

interface LaterProps extends Shown {
  known: AgentState;
  service: string;
  procedure: string | null;
  dates: readonly string[];
  offer: Offer | null;
}

export function Later({ kiosk, known, service, procedure, dates, offer, texts }: LaterProps) {
  const { isBusy, book } = kiosk.later;
  const row = known.services.find((one) => one.code === service);
  const isOpen = row?.open === true;
  const isCut = known.link === 'down';
  const said = kiosk.taking.said.value;
  return (
    <section class="question later">
      <h2 tabIndex={-1} ref={focused}>
        {texts('later_title', { name: nameOf(known, service), closed: isOpen ? 'no' : 'yes' })}
      </h2>
      <p>
        {texts('later_hint', { dates: dates.length ? 'yes' : isCut ? 'cut' : 'no' })}
        {said && dates.length > 0 && <span class="not-kept"> {texts('later_not_kept', { said })}</span>}
      </p>
      <p role="status" class={isBusy.value ? '' : 'unseen'}>
        {isBusy.value && texts('booking')}
      </p>
      <div class="both">
        {dates.map((slot) => (
          <button
            key={slot}
            type="button"
            class="answer"
            disabled={isBusy.value}
            onClick={() => void book(service, slot, procedure)}
          >
            <b>{dayOf(slot, texts)}</b>
            <span>{texts('later_day')}</span>
          </button>
        ))}
        {offer && isOpen && (
          <button
            type="button"
            class="answer"
            onClick={() => kiosk.taking.chooseElsewhere(service, offer.branch, procedure)}
          >
            <b>{inWords(offer.names)}</b>
            <span>{texts('advice_there', afterTheWay(offer))}</span>
          </button>
        )}
        {isOpen && (
          <button type="button" class="answer" onClick={() => kiosk.taking.choose(service, procedure)}>
            <b>{texts('later_today')}</b>
          </button>
        )}
      </div>
      {!isOpen && row && row.elsewhere.length > 0 && <Elsewhere branches={row.elsewhere} texts={texts} />}
      <Back kiosk={kiosk} texts={texts} />
    </section>
  );
}

/** Who cannot be served here today may be served there; a number is taken there. */
function Elsewhere({ branches, texts }: { branches: readonly StillOpen[]; texts: Texts }) {
  return (
    <div class="still-open">
      <h3>{texts('elsewhere_title')}</h3>
      <ul>
        {branches.map((one) => (
          <li key={one.branch}>
            <b>{inWords(one.names)}</b> · {stillOpen(one, texts)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function stillOpen(branch: StillOpen, texts: Texts): string {
  const opens = branch.opens_at === null ? 'none' : hourOf(branch.opens_at);
  const travel = Math.ceil(branch.travel_s / 60);
  const told = texts('still_open', { opens, until: hourOf(branch.open_until), travel });
  const isKnown = branch.wait_low_s !== null && branch.wait_high_s !== null;
  return isKnown ? `${told} · ${range(branch.wait_low_s, branch.wait_high_s, texts)}` : told;
}

/** Where the whole branch takes nobody more today: for which service is the appointment to be? */
export function LaterServices({ kiosk, known, texts }: Shown & { known: AgentState }) {
  return (
    <section class="home">
      <h2 tabIndex={-1} ref={focused}>
        {laterOf(known, known.services, texts)}
      </h2>
      <Tiles
        known={known}
        tiles={known.services.map((service) => ({ kind: 'service', service }))}
        texts={texts}
        always
        onService={({ code }) => kiosk.later.choose(code, { always: true })}
      />
      <Back kiosk={kiosk} texts={texts} />
    </section>
  );
}

export function BookedThen({ kiosk, booked, texts }: Shown & { booked: Booked }) {
  const paper = paperOf(booked) === 'there' && booked.by_backup ? 'beside' : paperOf(booked);
  const papers = booked.bring[language.value];
  return (
    <section class="issued booked">
      <h2 tabIndex={-1} ref={focused}>
        {texts('booked_title')} <span class="date">{dayOf(booked.slot, texts)}</span>
      </h2>
      <p class="service">
        {inWords(booked.service_names)} · {inWords(booked.branch_names)}
      </p>
      <p class="wait">
        {texts('booked_code')} <b data-say={spelled(booked.code)}>{booked.code}</b>
      </p>
      {papers.length > 0 && (
        <p class="bring">
          {texts('bring')}: {papers.join('; ')}
        </p>
      )}
      <Code holds={booked.code} label={texts('booked_show')} />
      <p class="paper" role="status" data-say={texts('booked_paper', { paper, code: spelled(booked.code) })}>
        {texts('booked_paper', { paper, code: booked.code })}
      </p>
      <button type="button" class="done" onClick={kiosk.home}>
        {texts('done')}
      </button>
    </section>
  );
}

/** "Thứ Tư 25/11, 08:30": the day of the branch, whatever the machine's zone. */
function dayOf(slot: string, texts: Texts): string {
  const [year, month, day] = slot.slice(0, 10).split('-') as [string, string, string];
  const weekday = new Date(Date.UTC(+year, +month - 1, +day)).getUTCDay() || 7;
  return texts('later_slot', { weekday, day, month, time: hourOf(slot) });
}
