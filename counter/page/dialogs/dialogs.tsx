/** Which dialog is open? The top one alone is drawn; those beneath come back when it is left. */
import type { CounterView } from '../../../server/pages/shared/wire';
import type { Open } from '../model/dialogs';
import type { Shown } from '../screens/page';
import { BringBack } from './bring-back';
import { CallByNumber, Reopen } from './by-number';
import { Cancel } from './cancel';
import { DossierCount, EndTurn } from './counts';
import { Find } from './find';
import { Finish } from './finish';
import type { DialogProps } from './frame';
import { Hold } from './hold';
import { More } from './more';
import { Pause } from './pause';
import { Pin } from './pin';
import { Refer } from './refer';
import { Roll } from './roll';
import { Service } from './service';
import { Services } from './services';
import { Settings } from './settings';
import { SignOut } from './sign-out';
import { Take } from './take';
import { Transfer } from './transfer';

export function Dialogs({ model, texts, view }: Shown & { view: CounterView }) {
  const open = model.dialogs.top.value;
  if (!open) return null;
  const props = { model, texts, view, ticket: open.ticket };
  return <One key={model.dialogs.stack.value.length} open={open} {...props} />;
}

function One({ open, ...props }: DialogProps & { open: Open }) {
  switch (open.name) {
    case 'finish':
      return <Finish {...props} />;
    case 'hold':
      return <Hold {...props} />;
    case 'transfer':
      return <Transfer {...props} />;
    case 'bring-back':
      return <BringBack {...props} />;
    case 'take':
      return <Take {...props} />;
    case 'more':
      return <More {...props} />;
    case 'pause':
      return <Pause {...props} />;
    case 'find':
      return <Find {...props} />;
    case 'change-service':
    case 'add-service':
      return <Service {...props} deed={open.name} />;
    case 'refer':
      return <Refer {...props} />;
    case 'cancel':
      return <Cancel {...props} />;
    case 'call':
      return <CallByNumber {...props} />;
    case 'reopen':
      return <Reopen {...props} />;
    case 'dossiers':
      return <DossierCount {...props} />;
    case 'end-turn':
      return <EndTurn {...props} />;
    case 'roll':
      return <Roll {...props} />;
    case 'services':
      return <Services {...props} />;
    case 'settings':
      return <Settings {...props} />;
    case 'pin':
      return <Pin {...props} />;
    case 'sign-out':
      return <SignOut {...props} />;
  }
}
