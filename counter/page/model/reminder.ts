/** Was "finish" perhaps forgotten? Asked gently, and only when a service takes far longer than today's others. */
import type { CounterView } from '../../../server/pages/shared/wire';

/** So many times today's mean is far longer; but what takes minutes is never far too long. */
const TIMES_MEAN = 3;
const AT_LEAST_S = 10 * 60;
/** Where nothing is known of today. */
const WITHOUT_MEAN_S = 30 * 60;

/** Whether to ask; `kept` is the ticket of which the officer has said that it goes on. */
export function seemsForgotten(view: CounterView | null, nowMs: number | null, kept: string | null): boolean {
  const ticket = view?.ticket;
  if (!view || !ticket || nowMs === null || ticket.state !== 'serving' || ticket.id === kept) return false;
  const since = ticket.steps[ticket.step ?? 0]?.started_at;
  if (!since) return false;
  const took_s = (nowMs - Date.parse(since)) / 1000;
  return took_s > usual_s(view) * turn(view);
}

function usual_s(view: CounterView): number {
  const mean = view.today.mean_service_s;
  return mean === null ? WITHOUT_MEAN_S : Math.max(AT_LEAST_S, TIMES_MEAN * mean);
}

/** A folder is served for as many dossiers as are done in a turn. */
function turn(view: CounterView): number {
  const left = view.ticket?.dossiers_left ?? 1;
  return left < view.rules.bulk_from ? 1 : Math.min(left, view.rules.bulk_turn);
}
