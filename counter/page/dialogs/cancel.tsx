/** Is the ticket really not wanted any more? */
import { shown } from '../../../server/pages/shared/numbers';
import { type DialogProps, Frame } from './frame';
import { Sure } from './sure';

export function Cancel({ model, texts, ticket }: DialogProps) {
  if (!ticket) return null;
  return (
    <Frame model={model} texts={texts} name="cancel">
      <Sure
        question={texts('cancel_sure', { number: shown(ticket.number) })}
        yes={texts('cancel')}
        no={texts('back')}
        onYes={() => model.deeds.mend('cancel', ticket)}
        onNo={model.dialogs.close}
      />
    </Frame>
  );
}
