/** How is the printer? A sign and a word; what is not known is never shown as fine. */
import { Icon } from '../../../server/pages/shared/parts/icon';
import type { Texts } from '../../../server/pages/shared/texts';
import type { Lamp } from '../model/paper';
import { plain } from './words';

const SIGNS = { fine: 'printer', soon: 'info', now: 'warn', unknown: 'help' } as const;

export function PrinterLamp({ lamp, texts }: { lamp: Lamp; texts: Texts }) {
  return (
    <p class={`lamp ${lamp.level}`}>
      <Icon name={SIGNS[lamp.level]} /> {texts('lamp', { condition: plain(lamp.condition) })}
    </p>
  );
}
