/** Which services does the counter take? Those outside the officer's skills are shown, and cannot be chosen. */
import { useState } from 'preact/hooks';
import { focused } from '../../../server/pages/shared/parts/focus';
import type { CounterView } from '../../../server/pages/shared/wire';
import type { Shown } from '../screens/page';
import { inWords } from './words';

interface ServicesFormProps extends Shown {
  view: CounterView;
  chosen: readonly string[];
  does: 'open' | 'change';
}

export function ServicesForm({ model, texts, view, chosen, does }: ServicesFormProps) {
  const [isEmpty, setEmpty] = useState(false);
  const skills = model.session.session.value?.person.skills ?? null;
  const isAble = (code: string) => skills === null || code in skills;
  const first = view.catalogue.findIndex((service) => isAble(service.code));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const services = new FormData(event.currentTarget as HTMLFormElement).getAll('service');
    setEmpty(services.length === 0);
    if (services.length > 0) model.deeds.act('open', { services });
  };
  return (
    <form onSubmit={submit}>
      <fieldset class="choices">
        <legend>{texts('open_hint')}</legend>
        {view.catalogue.map((service, at) => {
          const able = isAble(service.code);
          return (
            <label key={service.code} class="choice">
              <input
                type="checkbox"
                name="service"
                value={service.code}
                defaultChecked={able && chosen.includes(service.code)}
                disabled={!able}
                autofocus={at === first}
                ref={at === first ? focused : undefined}
              />
              <span>
                <b>{service.letter}</b> {inWords(service.names)}
                {!able && <small> {texts('not_your_skill')}</small>}
              </span>
            </label>
          );
        })}
      </fieldset>
      {isEmpty && (
        <p class="told urgent" role="alert">
          {texts('none_chosen')}
        </p>
      )}
      <button type="submit" aria-disabled={model.deeds.sending.underWay.value !== null}>
        {texts(does)}
      </button>
    </form>
  );
}
