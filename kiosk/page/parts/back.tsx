/** One step back, always in the same place. */
import { Icon } from '../../../server/pages/shared/parts/icon';
import type { Shown } from '../screens/kiosk';

export function Back({ kiosk, texts, onBack }: Shown & { onBack?: () => void }) {
  return (
    <button type="button" class="quiet back" onClick={onBack ?? kiosk.back}>
      <Icon name="back" /> {texts('back')}
    </button>
  );
}
