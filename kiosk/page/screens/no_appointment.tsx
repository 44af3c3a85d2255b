/** Why an appointment's code takes nobody in, and what can be done instead. */
import { focused } from '../../../server/pages/shared/parts/focus';
import type { Texts } from '../../../server/pages/shared/texts';
import { isLater } from '../model/later';
import type { AgentState, NoAppointment, Service } from '../model/world';
import { inWords, laterOf, minutesOf, wordsOf } from '../parts/words';
import type { Shown } from './kiosk';

export function NoAppointmentHere({ kiosk, known, why, texts }: Shown & { known: AgentState; why: NoAppointment }) {
  const service = known.services.find((one) => one.code === why.service);
  const gives = !known.stopped && !kiosk.status.value?.closed_by_staff && known.services.some((one) => one.open);
  return (
    <section class="question no-appointment">
      <h2 tabIndex={-1} ref={focused}>
        {wordsOf(why, 'title')}
      </h2>
      <p>{wordsOf(why, 'detail')}</p>
      {why.travel_s != null && <p class="chosen">{texts('way_there', { travel: minutesOf(why.travel_s) })}</p>}
      {gives && (service ? service.open || isLater(known, service) : why.service === undefined) && (
        <button
          type="button"
          class="answer"
          onClick={() => (service ? kiosk.later.choose(service.code) : kiosk.go({ name: 'home' }))}
        >
          {labelOf(known, service, texts)}
        </button>
      )}
      <button type="button" class="answer quiet" onClick={() => kiosk.go({ name: 'appointment' })}>
        {texts('code_again')}
      </button>
      <button type="button" class="answer quiet" onClick={kiosk.home}>
        {texts('done')}
      </button>
    </section>
  );
}

/** What takes no more visitors today leads to another day or branch. */
function labelOf(known: AgentState, service: Service | undefined, texts: Texts): string {
  if (!service) return texts('number_instead_any');
  return service.open ? texts('number_instead', { name: inWords(service.names) }) : laterOf(known, [service], texts);
}
