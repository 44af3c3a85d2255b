/** One of all services of the branch, which a form sends as `service`; the focus begins there. */
import type { Texts } from '../../../server/pages/shared/texts';
import type { CounterView } from '../../../server/pages/shared/wire';
import { Choices } from './choices';
import { serviceChoice } from './words';

export function ServiceChoices({ view, texts }: { view: CounterView; texts: Texts }) {
  return (
    <Choices
      name="service"
      label={texts('take_service')}
      choices={view.catalogue.map((one) => serviceChoice(one, texts))}
      required
      digits
      first
      columns={2}
    />
  );
}
