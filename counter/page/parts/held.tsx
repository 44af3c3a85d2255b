/** Who is on hold, why, and until when is the place kept? */
import { hourOf, shown } from '../../../server/pages/shared/numbers';
import type { Texts } from '../../../server/pages/shared/texts';
import type { CounterView, Held } from '../../../server/pages/shared/wire';
import type { Shown } from '../screens/page';
import { Scrolling } from './scrolling';
import { holdReason } from './visitor';
import { lookUp } from './waiting';
import { serviceNamed } from './words';

export function HeldList({ model, texts, view }: Shown & { view: CounterView }) {
  return (
    <section class="panel held">
      <h2 id="held">{texts('held', { count: view.held.length })}</h2>
      {view.held.length === 0 ? (
        <p>{texts('held_none')}</p>
      ) : (
        <Scrolling labelledBy="held">
          <ul>
            {mineFirst(view.held).map((one) => (
              <li key={one.id} class={one.overdue ? 'overdue' : ''}>
                <button type="button" class="number-link" onClick={() => lookUp(model, one.number)}>
                  {shown(one.number)}
                </button>{' '}
                <span>
                  <span class="service-name" title={serviceNamed(view, one.service)}>
                    {serviceNamed(view, one.service)}
                  </span>
                  <small>{heldFacts(one, texts)}</small>
                </span>
              </li>
            ))}
          </ul>
        </Scrolling>
      )}
    </section>
  );
}

const ORDER = ['own', 'branch', 'other'];

export function mineFirst(held: readonly Held[]): Held[] {
  return [...held].sort((a, b) => ORDER.indexOf(a.pool) - ORDER.indexOf(b.pool));
}

export function heldFacts(one: Held, texts: Texts): string {
  const facts = [texts('pool', { pool: one.pool })];
  if (one.reason) facts.push(holdReason(one.reason, texts));
  if (one.due_at) facts.push(texts(one.overdue ? 'overdue' : 'due', { time: hourOf(one.due_at) }));
  return facts.join(' · ');
}
