/** Where does a pre-printed paper roll stand? The next ticket of the service gets that number. */
import { ServiceChoices } from '../parts/service-choices';
import { type DialogProps, Frame, numberOf, sent, textOf } from './frame';

export function Roll({ model, texts, view }: DialogProps) {
  const submit = sent((fields) => model.deeds.roll({ service: textOf(fields, 'service'), at: numberOf(fields, 'at') }));
  return (
    <Frame model={model} texts={texts} name="roll">
      <p class="hint">{texts('roll_hint')}</p>
      <form onSubmit={submit}>
        <ServiceChoices view={view} texts={texts} />
        <label>
          {texts('roll_at')}
          <input name="at" type="number" min={1} max={9_999_999} required />
        </label>
        <button type="submit">{texts('roll_do')}</button>
      </form>
    </Frame>
  );
}
