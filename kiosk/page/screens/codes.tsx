/** A ticket that is shown to the scanner, or an appointment's code that is typed. */
import { useSignal } from '@preact/signals';
import { focused } from '../../../server/pages/shared/parts/focus';
import { Icon } from '../../../server/pages/shared/parts/icon';
import type { AgentState } from '../model/world';
import { Back } from '../parts/back';
import { Keyboard } from '../parts/keyboard';
import type { Shown } from './kiosk';

const LONGEST = 24;

export function Scan({ kiosk, texts }: Shown) {
  return (
    <section class="question scan">
      <Icon name="scan" />
      <h2 tabIndex={-1} ref={focused}>
        {texts('scan_title')}
      </h2>
      <p>{texts('scan_hint')}</p>
      <p role="status">{kiosk.mine.isBusy.value && texts('looking_up')}</p>
      <Back kiosk={kiosk} texts={texts} />
    </section>
  );
}

export function Appointment({ kiosk, known, texts }: Shown & { known: AgentState }) {
  // What was refused can be put right, without what a scanner may have put around it.
  const code = useSignal(kiosk.mine.code.value.length <= LONGEST ? kiosk.mine.code.value : '');
  const write = (text: string) => {
    code.value = text.toUpperCase().slice(0, LONGEST);
  };
  const show = () => code.value.trim() && void kiosk.mine.show(code.value.trim());
  return (
    <section class="search appointment">
      <h2 id="asked">{texts('appointment_title')}</h2>
      <p id="how">{texts('appointment_hint', { scan: known.can_scan ? 'yes' : 'no' })}</p>
      <form
        class="field"
        onSubmit={(event) => {
          event.preventDefault();
          show();
        }}
      >
        <Back kiosk={kiosk} texts={texts} />
        <input
          type="text"
          inputMode="none"
          autocomplete="off"
          spellcheck={false}
          aria-labelledby="asked"
          aria-describedby="how"
          data-spelled
          value={code.value}
          ref={focused}
          onInput={(event) => write(event.currentTarget.value)}
        />
        <button type="submit" disabled={!code.value.trim() || kiosk.mine.isBusy.value}>
          {texts('go_on')}
        </button>
      </form>
      <p role="status">{kiosk.mine.isBusy.value && texts('looking_up')}</p>
      <Keyboard
        texts={texts}
        digits
        onType={(sign) => write(code.value + sign)}
        onErase={() => write(code.value.slice(0, -1))}
      />
    </section>
  );
}
