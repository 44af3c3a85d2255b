/** What is served at this counter? */
import { language } from '../../../server/pages/shared/texts';
import type { Names } from '../../../server/pages/shared/wire';
import type { Shown } from './page';

interface Service {
  code: string;
  letter: string;
  names: Names;
}

export function Choose({ model, counter, texts }: Shown) {
  const view = model.view.value;
  if (!view) return null;
  const before = model.mine.value ? view.services : view.defaults;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const services = new FormData(event.currentTarget as HTMLFormElement).getAll('service');
    void model.act('open', { services });
  };
  return (
    <main class="narrow">
      <h1>{texts('open_title', { counter })}</h1>
      <form onSubmit={submit}>
        <fieldset>
          <legend>{texts('open_hint')}</legend>
          {(view.catalogue as unknown as Service[]).map((service) => (
            <label key={service.code} class="choice">
              <input
                type="checkbox"
                name="service"
                value={service.code}
                defaultChecked={before.includes(service.code)}
              />
              <span>
                <b>{service.letter}</b> {service.names[language.value]}
              </span>
            </label>
          ))}
        </fieldset>
        <button type="submit" disabled={model.busy.value}>
          {texts(model.mine.value ? 'change' : 'open')}
        </button>
        {model.mine.value && (
          <button
            type="button"
            class="quiet"
            onClick={() => {
              model.choosing.value = false;
            }}
          >
            {texts('cancel')}
          </button>
        )}
      </form>
    </main>
  );
}
