/** Which PIN opens the page after a break? */
import { useState } from 'preact/hooks';
import { Fault } from '../../../server/pages/shared/parts/fault';
import { type DialogProps, Frame, sent, textOf } from './frame';

export function Pin({ model, texts }: DialogProps) {
  const [differs, setDiffers] = useState(false);
  const { session } = model;
  const submit = sent((fields) => {
    const pin = textOf(fields, 'pin') ?? '';
    setDiffers(pin !== textOf(fields, 'again'));
    if (pin !== textOf(fields, 'again')) return;
    void session.choosePin(pin, String(fields.get('password'))).then((isDone) => isDone && model.dialogs.close());
  });
  return (
    <Frame model={model} texts={texts} name="pin" title={texts('pin_title')}>
      <p class="hint">{texts('pin_hint')}</p>
      <form onSubmit={submit}>
        <PinField name="pin" label={texts('pin')} first />
        <PinField name="again" label={texts('pin_again')} />
        <label>
          {texts('password')}
          <input name="password" type="password" autocomplete="current-password" required />
        </label>
        {differs && (
          <p class="told urgent" role="alert">
            {texts('pin_differs')}
          </p>
        )}
        <Fault error={session.fault.value} texts={texts} />
        <button type="submit" disabled={session.busy.value}>
          {texts('pin_do')}
        </button>
      </form>
    </Frame>
  );
}

function PinField({ name, label, first }: { name: string; label: string; first?: boolean }) {
  return (
    <label>
      {label}
      <input
        name={name}
        type="password"
        inputmode="numeric"
        autocomplete="off"
        pattern="[0-9]{4,8}"
        maxLength={8}
        required
        autofocus={first}
      />
    </label>
  );
}
