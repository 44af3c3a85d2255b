/** Who waits for this counter? What to know of each is seen before the call. */
import { productMs } from '../../../server/pages/shared/clock';
import { shown } from '../../../server/pages/shared/numbers';
import type { Texts } from '../../../server/pages/shared/texts';
import type { CounterView, Waiting } from '../../../server/pages/shared/wire';
import type { Shown } from '../screens/page';
import { Marks } from './marks';
import { tenSeconds } from './passing';
import { Scrolling } from './scrolling';
import { type Mark, marksOf, plain, serviceNamed } from './words';

export function WaitingList({ model, texts, view }: Shown & { view: CounterView }) {
  const rows = view.waiting;
  return (
    <section class="panel waiting">
      <h2 id="waiting">{texts('waiting', { count: view.waiting_total })}</h2>
      {rows.length === 0 ? (
        <p>{texts('waiting_none')}</p>
      ) : (
        <Scrolling labelledBy="waiting">
          <table>
            <thead>
              <tr>
                <th scope="col">{texts('column_number')}</th>
                <th scope="col">{texts('column_waited')}</th>
                <th scope="col">{texts('column_service')}</th>
                <th scope="col">{texts('column_marks')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((one) => (
                <tr key={one.id} class={one.obstacle ? 'passed' : ''}>
                  <th scope="row">
                    <button type="button" class="number-link" onClick={() => lookUp(model, one.number)}>
                      {shown(one.number)}
                    </button>
                  </th>
                  <td class="time">{texts('minutes', { count: waitedMinutes(one, view) })}</td>
                  <td>
                    <span class="service-name" title={serviceNamed(view, one.service)}>
                      {serviceNamed(view, one.service)}
                    </span>
                  </td>
                  <td>
                    <Marks marks={[...ownMarks(one, texts), ...marksOf(one, texts)]} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      )}
    </section>
  );
}

/** Look a number up, which shows all that can be done with it. */
export function lookUp(model: Shown['model'], number: string): void {
  model.openDialog('find');
  void model.find.search(number);
}

/** The view says how long at its instant; the time goes on from there. */
export function waitedMinutes(one: { waited_s: number }, view: CounterView): number {
  void tenSeconds.value;
  const since = ((productMs() ?? 0) - Date.parse(view.at)) / 1000;
  return Math.floor((one.waited_s + Math.max(0, since)) / 60);
}

function ownMarks(one: Waiting, texts: Texts): Mark[] {
  const marks: Mark[] = [];
  if (one.for_you) marks.push({ icon: 'star', word: texts('for_you'), weight: 'strong' });
  if (one.obstacle)
    marks.push({ icon: 'stop', word: texts('obstacle', { obstacle: plain(one.obstacle) }), weight: 'plain' });
  if (one.note) marks.push({ icon: 'note', word: one.note, weight: 'note' });
  return marks;
}
