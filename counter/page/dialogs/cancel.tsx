/** Is the ticket really not wanted any more? */
import { shown } from '../../../server/pages/shared/numbers';
import { type DialogProps, Frame } from './frame';

export function Cancel({ model, texts, ticket }: DialogProps) {
  if (!ticket) return null;
  return (
    <Frame model={model} texts={texts} name="cancel">
      <p class="sure">{texts('cancel_sure', { number: shown(ticket.number) })}</p>
      <div class="answers">
        <button type="button" onClick={() => model.deeds.mend('cancel', ticket)}>
          {texts('cancel')}
        </button>
        <button type="button" class="quiet" autofocus onClick={model.dialogs.close}>
          {texts('back')}
        </button>
      </div>
    </Frame>
  );
}
