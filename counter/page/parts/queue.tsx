/** Who waits for this counter, and what was done here today? */
import { minutes, shown } from '../../../server/pages/shared/numbers';
import type { Texts } from '../../../server/pages/shared/texts';
import type { CounterView } from '../../../server/pages/shared/wire';

interface Waiting {
  number: string;
  waited_s: number;
  priority: string;
}

export function Queue({ view, texts }: { view: CounterView; texts: Texts }) {
  const today = view.today as { served: number; mean_service_s: number | null };
  return (
    <section class="queue">
      <div>
        <h2>{texts('waiting', { count: view.waiting_total })}</h2>
        <ol>
          {(view.waiting as unknown as Waiting[]).slice(0, 12).map((one) => (
            <li key={one.number}>
              <b>{shown(one.number)}</b> <span>{texts('waited', { count: Math.floor(one.waited_s / 60) })}</span>
              {one.priority !== 'ordinary' && <abbr>{texts('priority')}</abbr>}
            </li>
          ))}
        </ol>
      </div>
      <div>
        <h2>{texts('today')}</h2>
        <p>{texts('served', { count: today.served })}</p>
        {today.mean_service_s !== null && <p>{texts('mean', { time: minutes(today.mean_service_s) })}</p>}
      </div>
    </section>
  );
}
