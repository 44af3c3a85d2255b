/** Are numbers given now, to how many, and if not, why and from when? */
import { hourOf } from '../../shared/numbers';
import { Icon } from '../../shared/parts/icon';
import type { Texts } from '../../shared/texts';
import type { Giving } from '../model/place';
import { dayOf } from './words';

export function GivingNow({ giving, texts }: { giving: Giving; texts: Texts }) {
  const isGiven = giving.kind === 'open' || giving.kind === 'door';
  return (
    <p class={`giving ${isGiven ? '' : 'none'}`}>
      <Icon name={isGiven ? 'info' : 'stop'} /> <span>{sentence(giving, texts)}</span>
    </p>
  );
}

function sentence(giving: Giving, texts: Texts): string {
  switch (giving.kind) {
    case 'unknown':
      return texts('connecting');
    case 'open':
      return texts('is_open');
    case 'door': {
      const draw = giving.draw === null ? '' : ` ${texts('is_drawn', { time: hourOf(giving.draw) })}`;
      return `${texts('is_door', { opens: hourOf(giving.opens), given: giving.given })}${draw}`;
    }
    case 'not-your-door':
      return texts('is_not_your_door', { opens: hourOf(giving.opens) });
    case 'before-door':
      return texts('is_before_door', { from: hourOf(giving.from), opens: hourOf(giving.opens) });
    case 'stopped':
      return texts('is_stopped', { why: giving.why });
    case 'closed': {
      const again = giving.opens
        ? texts('opens', { day: dayOf(giving.opens, texts), time: hourOf(giving.opens) })
        : texts('opens_unknown');
      return `${texts('is_closed')} ${again}${giving.noDoor ? ` ${texts('no_door')}` : ''}`;
    }
  }
}
