/** Who may come next, without promising an order, and how long one waits for each service. */
import { hourOf, shown } from '../../../server/pages/shared/numbers';
import { language, type Texts } from '../../../server/pages/shared/texts';
import type { HallView, Names } from '../../../server/pages/shared/wire';
import { scaleOf } from '../size';

const NEXT = 6;
const SERVICES = 8;
/** Beside the waits of more services than these, and with larger letters, there is room for one number less. */
const MANY = 4;
const BREAKS = 3;

export function Upcoming({ view, texts }: { view: HallView; texts: Texts }) {
  const services = view.by_service.filter((one) => one.wait_high_s !== null || one.intake_closed).slice(0, SERVICES);
  const breaks = view.counters.filter((one) => one.state === 'paused').slice(0, BREAKS);
  const numbers = NEXT - (services.length > MANY ? 1 : 0) - (scaleOf(view.screen) > 1 ? 1 : 0);
  return (
    <aside>
      {view.next.length > 0 && (
        <>
          <h2>{texts('next')}</h2>
          <ol>
            {view.next.slice(0, numbers).map((number) => (
              <li key={number}>{shown(number)}</li>
            ))}
          </ol>
          <p class="note">{texts('next_note')}</p>
        </>
      )}
      <p class="waiting">{texts('waiting', { count: view.waiting })}</p>
      {breaks.length > 0 && (
        <p class="breaks">
          {texts('paused')}{' '}
          {breaks.map((one) => (
            <span key={one.code}>
              {texts('counter', { counter: one.code })}
              {one.back_at && ` (${texts('back_at', { time: hourOf(one.back_at) })})`}
            </span>
          ))}
        </p>
      )}
      {services.length > 0 && (
        <ul class="waits">
          {services.map((one) => (
            <li key={one.service}>
              <b>{one.letter}</b> <span>{(one.names as Names)[language.value]}</span>{' '}
              <i>
                {one.intake_closed
                  ? texts('no_more')
                  : texts('wait', { low: (one.wait_low_s ?? 0) / 60, high: (one.wait_high_s ?? 0) / 60 })}
              </i>
            </li>
          ))}
        </ul>
      )}
    </aside>
  );
}
