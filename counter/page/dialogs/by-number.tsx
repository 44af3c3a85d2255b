/** Which number is called out of order, and why; or which one was finished by mistake? */
import { meant, shown } from '../../../server/pages/shared/numbers';
import { type DialogProps, Frame, sent, textOf } from './frame';

export function CallByNumber({ model, texts, ticket }: DialogProps) {
  const submit = sent((fields) => {
    const number = meant(textOf(fields, 'number') ?? '');
    model.deeds.act('call', { number, reason: textOf(fields, 'reason') }, { number });
  });
  return (
    <Frame model={model} texts={texts} name="call">
      <p class="hint">{texts('call_hint')}</p>
      <form onSubmit={submit}>
        <label>
          {texts('call_number')}
          <input
            name="number"
            required
            maxLength={16}
            autocomplete="off"
            autofocus={ticket === null}
            defaultValue={ticket ? shown(ticket.number) : ''}
          />
        </label>
        <label>
          {texts('reason')}
          <input name="reason" maxLength={200} autocomplete="off" autofocus={ticket !== null} />
        </label>
        <button type="submit">{texts('call_do')}</button>
      </form>
    </Frame>
  );
}

export function Reopen({ model, texts, ticket }: DialogProps) {
  const number = ticket?.number ?? model.deeds.lastFinished.value;
  const submit = sent((fields) => {
    const told = meant(textOf(fields, 'number') ?? '');
    model.deeds.act('reopen', { number: told }, { number: told });
  });
  return (
    <Frame model={model} texts={texts} name="reopen">
      <p class="hint">{texts('reopen_hint')}</p>
      <form onSubmit={submit}>
        <label>
          {texts('call_number')}
          <input
            name="number"
            required
            maxLength={16}
            autocomplete="off"
            autofocus
            defaultValue={number ? shown(number) : ''}
          />
        </label>
        <button type="submit">{texts('reopen_do')}</button>
      </form>
    </Frame>
  );
}
