/** Which service instead, or besides? */
import { Choices } from '../parts/choices';
import { serviceChoice } from '../parts/words';
import { About } from './about';
import { type DialogProps, Frame, sent, textOf } from './frame';

export function Service({
  model,
  texts,
  view,
  ticket,
  deed,
}: DialogProps & { deed: 'change-service' | 'add-service' }) {
  if (!ticket) return null;
  const goingOn = new Set(ticket.steps.filter((step) => step.ended_at === null).map((step) => step.service));
  const others = view.catalogue.filter((one) =>
    deed === 'change-service' ? one.code !== ticket.service : !goingOn.has(one.code),
  );
  return (
    <Frame model={model} texts={texts} name={deed} wide>
      <About ticket={ticket} texts={texts} />
      <p class="hint">{texts(deed === 'change-service' ? 'change_hint' : 'add_hint')}</p>
      <form onSubmit={sent((fields) => model.deeds.mend(deed, ticket, { service: textOf(fields, 'service') }))}>
        <Choices
          name="service"
          label={texts('take_service')}
          choices={others.map((one) => serviceChoice(one, texts))}
          required
          digits
          first
          columns={2}
        />
        <button type="submit">{texts(deed === 'change-service' ? 'change_service' : 'add_service')}</button>
      </form>
    </Frame>
  );
}
