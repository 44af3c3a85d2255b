/** How many dossiers does somebody file at once? */
import { useSignal } from '@preact/signals';
import { focused } from '../../../server/pages/shared/parts/focus';
import { Back } from '../parts/back';
import { Pad } from '../parts/keyboard';
import type { Shown } from './kiosk';

export function Dossiers({ kiosk, most, texts }: Shown & { most: number }) {
  const typed = useSignal('');
  const count = Number(typed.value);
  const isReady = count >= 1 && count <= most;
  const type = (digit: string) => {
    if (Number(typed.value + digit) >= 1 && Number(typed.value + digit) <= most) typed.value += digit;
  };
  return (
    <section class="counting">
      <div>
        <h2 tabIndex={-1} ref={focused}>
          {texts('many_title')}
        </h2>
        <p>{texts('many_reason', { max: most })}</p>
        <p class="typed" role="status">
          {isReady ? texts('dossiers', { count }) : '–'}
        </p>
        <Back kiosk={kiosk} texts={texts} />
      </div>
      <Pad
        texts={texts}
        enter={texts('go_on')}
        isReady={isReady}
        onType={type}
        onErase={() => {
          typed.value = typed.value.slice(0, -1);
        }}
        onEnter={() => kiosk.taking.file(count)}
      />
    </section>
  );
}
