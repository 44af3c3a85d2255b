/** The assignment order on paper: who goes where, from when to when, with whose word. */
import { renderSVG } from 'uqr';
import { hourOf } from '../../shared/numbers';
import { inWords } from '../../shared/texts';
import { actorSaid, minutesOf } from '../parts/words';
import type { Shown } from './page';

export function OrderSheet({ model, texts }: Shown) {
  const order = model.order.value;
  if (!order) return <p role="status">{texts(model.fault.value ? 'no_order' : 'loading')}</p>;
  const [year, month, day] = order.day.split('-');
  return (
    <>
      <p class="deeds unprinted">
        <button type="button" onClick={() => print()}>
          {texts('print')}
        </button>
        {history.length > 1 && (
          <button type="button" class="quiet" onClick={() => history.back()}>
            {texts('go_back')}
          </button>
        )}
      </p>
      <article class="sheet" aria-labelledby="order">
        <header>
          <p>{texts('order_centre')}</p>
          <p>{texts('order_number', { number: order.number })}</p>
        </header>
        <h2 id="order">{texts(order.remote ? 'order_title_remote' : 'order_title')}</h2>
        <p class="date">{texts('order_date', { day: day ?? '', month: month ?? '', year: year ?? '' })}</p>
        <p class="sentence">{inWords(order.sentence)}</p>
        <dl>
          <dt>{texts('officer')}</dt>
          <dd>{order.officer}</dd>
          <dt>{texts('from_branch')}</dt>
          <dd>{inWords(order.branch_names)}</dd>
          <dt>{texts('to_branch')}</dt>
          <dd>{inWords(order.to_names)}</dd>
          <dt>{texts('order_time')}</dt>
          <dd>
            {hourOf(order.start)}–{hourOf(order.end)}
            {!order.remote && <small> {texts('order_travel', { minutes: minutesOf(order.travel_s) })}</small>}
          </dd>
          <dt>{texts('serves')}</dt>
          <dd>{order.services.map((one) => inWords(one.names ?? {})).join(', ')}</dd>
          <dt>{texts('order_consent')}</dt>
          <dd>{order.consented_by && actorSaid(order.consented_by, texts)}</dd>
          <dt>{texts('order_approval')}</dt>
          <dd>
            {order.approved_by && actorSaid(order.approved_by, texts)}{' '}
            {order.approved_at && <small>{hourOf(order.approved_at)}</small>}
          </dd>
        </dl>
        <p>{texts('order_rights')}</p>
        <div class="signs">
          {['order_sign_giving', 'order_sign_officer', 'order_sign_getting'].map((key) => (
            <p key={key}>{texts(key)}</p>
          ))}
        </div>
        <div
          class="code"
          aria-hidden="true"
          dangerouslySetInnerHTML={{ __html: renderSVG(location.href, { border: 0 }) }}
        />
      </article>
    </>
  );
}
