/** How has the officer's own day been? Figures, no targets. */
import { minutes } from '../../../server/pages/shared/numbers';
import type { Texts } from '../../../server/pages/shared/texts';
import type { CounterView } from '../../../server/pages/shared/wire';

export function Today({ view, texts }: { view: CounterView; texts: Texts }) {
  const { served, mean_service_s, mean_call_to_start_s, mean_turnaround_s, inaccurate } = view.today;
  const time = (seconds: number | null) => (seconds === null ? texts('unknown_time') : minutes(seconds));
  return (
    <section class="panel today">
      <h2>{texts('today')}</h2>
      <dl>
        <dt>{texts('today_served')}</dt>
        <dd>{served}</dd>
        <dt>{texts('today_service')}</dt>
        <dd>{time(mean_service_s)}</dd>
        <dt>{texts('today_start')}</dt>
        <dd>{time(mean_call_to_start_s)}</dd>
        <dt>{texts('today_turnaround')}</dt>
        <dd>{time(mean_turnaround_s)}</dd>
      </dl>
      {inaccurate > 0 && <p>{texts('today_inaccurate', { count: inaccurate })}</p>}
    </section>
  );
}
