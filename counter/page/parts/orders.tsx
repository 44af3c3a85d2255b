/** Where is this officer sent, and when? Each with its order, to be printed. */
import { hourOf } from '../../../server/pages/shared/numbers';
import { Icon } from '../../../server/pages/shared/parts/icon';
import type { Shown } from '../screens/page';
import { inWords } from './words';

export function Orders({ model, texts }: Shown) {
  return (
    <>
      {model.orders.mine.value.map((order) => (
        <p class="told" key={order.id}>
          <Icon name="info" />{' '}
          {texts('order', {
            remote: order.remote ? 'yes' : 'no',
            to: inWords(order.to_names),
            from: hourOf(order.start),
            till: hourOf(order.end),
          })}{' '}
          <a href={`/manager#order/${order.id}`} target="_blank" rel="noopener">
            {texts('order_open')}
          </a>
        </p>
      ))}
    </>
  );
}
