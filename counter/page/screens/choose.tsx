/** What is served at this counter, and who is there already? */

import { shown } from '../../../server/pages/shared/numbers';
import { Icon } from '../../../server/pages/shared/parts/icon';
import type { CounterView } from '../../../server/pages/shared/wire';
import { Orders } from '../parts/orders';
import { ServicesForm } from '../parts/services-form';
import { Told } from '../parts/told';
import type { Shown } from './page';

export function Choose({ model, texts, view }: Shown & { view: CounterView }) {
  return (
    <main class="narrow">
      <h1>{texts('open_title', { counter: model.place.counter })}</h1>
      {view.state !== 'closed' && view.officer && (
        <p class="told">
          <Icon name="info" /> {texts('taken_over', { badge: view.officer })}{' '}
          {view.ticket && texts('taken_over_visitor', { number: shown(view.ticket.number) })}
        </p>
      )}
      <ServicesForm model={model} texts={texts} view={view} chosen={view.defaults} does="open" />
      <Orders model={model} texts={texts} />
      <Told notice={model.notices.notice.value} texts={texts} />
    </main>
  );
}
