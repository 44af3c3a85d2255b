/** Where does a pre-printed paper roll stand? */
import { useState } from 'preact/hooks';
import { shown } from '../../shared/numbers';
import { Services } from '../parts/services';
import type { Shown } from './page';

export function Roll({ greeter, texts }: Shown) {
  const { place, rolled, deeds } = greeter;
  const [service, choose] = useState<string | null>(null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const at = Number(new FormData(event.currentTarget as HTMLFormElement).get('at'));
    if (service !== null) greeter.roll(service, at);
  };
  return (
    <form class="roll" onSubmit={submit}>
      <p class="hint">{texts('roll_hint')}</p>
      <Services
        name="roll-service"
        label={texts('service')}
        services={place.services.value}
        chosen={service}
        waits={false}
        texts={texts}
        onChoose={choose}
      />
      <label class="field">
        {texts('roll_at')}
        <input name="at" type="number" inputMode="numeric" min={1} max={9_999_999} required />
      </label>
      <button type="submit" class="great" disabled={service === null || deeds.underWay.value !== null}>
        {texts('roll_do')}
      </button>
      <div role="status">
        {rolled.value && <p class="told good">{texts('rolled', { number: shown(rolled.value) })}</p>}
      </div>
    </form>
  );
}
