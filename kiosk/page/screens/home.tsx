/** What can be done here, and how long it takes. */
import { language, type Texts } from '../../../server/pages/shared/texts';
import type { Names, ServiceRow } from '../../../server/pages/shared/wire';
import type { AgentState } from '../model';
import { focus, type Shown } from './kiosk';

export function Home({ kiosk, known, texts }: Shown & { known: AgentState }) {
  return (
    <section class="home">
      <h2 tabIndex={-1} ref={focus}>
        {texts('question')}
      </h2>
      <ul class="services">
        {known.services.map((service) => (
          <li key={service.code}>
            <button type="button" disabled={!service.open} onClick={() => kiosk.choose(service.code)}>
              <b class="letter">{service.letter}</b>
              <span class="name">{(service.names as Names)[language.value]}</span>
              <span class="wait">{wait(service, texts)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function wait(service: ServiceRow, texts: Texts): string {
  if (!service.open) return texts('closed_service');
  if (service.wait_low_s === null || service.wait_high_s === null)
    return service.waiting > 0
      ? `${texts('waiting', { count: service.waiting })} · ${texts('range_unknown')}`
      : texts('range_unknown');
  return texts('range', { low: service.wait_low_s / 60, high: service.wait_high_s / 60 });
}
