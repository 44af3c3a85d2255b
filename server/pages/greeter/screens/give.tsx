/** A number for who stands here: before opening with a time to be back, afterwards with the wait. */
import { AboutVisitor } from '../parts/about';
import { GivingNow } from '../parts/giving';
import { IssuedTicket } from '../parts/issued';
import { Search, Services } from '../parts/services';
import type { Shown } from './page';

export function Give({ greeter, texts }: Shown) {
  const { place, giving, deeds } = greeter;
  if (giving.issued.value) return <IssuedTicket greeter={greeter} texts={texts} ticket={giving.issued.value} />;
  const choose = (code: string) => {
    giving.service.value = code;
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    giving.give();
  };
  const isReady = giving.service.value !== null && place.mayGive.value && deeds.underWay.value === null;
  const most = 500;
  return (
    <form class="give" onSubmit={submit}>
      <div class="what">
        <GivingNow giving={place.giving.value} texts={texts} />
        <Search
          query={giving.query}
          hits={giving.hits.value}
          services={place.services.value}
          texts={texts}
          onChoose={(code) => {
            choose(code);
            giving.query.value = '';
          }}
        />
        <Instead greeter={greeter} texts={texts} />
        <Services
          name="service"
          label={texts('service')}
          services={place.services.value}
          chosen={giving.service.value}
          waits={place.giving.value.kind === 'open'}
          texts={texts}
          onChoose={choose}
        />
      </div>
      <div class="who">
        <AboutVisitor about={giving.about} known={place.known.value} texts={texts} />
        <label class="field">
          {texts('dossiers')}
          <input
            type="number"
            inputMode="numeric"
            min={1}
            max={most}
            required
            value={giving.dossiers.value}
            onInput={(event) => {
              giving.dossiers.value = Math.max(1, Math.min(most, event.currentTarget.valueAsNumber || 1));
            }}
          />
        </label>
        <label class="field">
          {texts('dossier')}
          <input
            maxLength={64}
            autocomplete="off"
            value={giving.dossier.value}
            onInput={(event) => {
              giving.dossier.value = event.currentTarget.value;
            }}
          />
        </label>
        <button type="submit" class="great" disabled={!isReady}>
          {texts('give')}
        </button>
      </div>
    </form>
  );
}

/** Where a service takes no more visitors today, another day can be promised. */
function Instead({ greeter, texts }: Shown) {
  const { place, giving } = greeter;
  const chosen = place.services.value.find((one) => one.code === giving.service.value);
  const isFull = place.giving.value.kind === 'stopped' && ['full', 'early'].includes(place.giving.value.why);
  if (!chosen || !(isFull || chosen.intake_closed !== null || chosen.full_today)) return null;
  return (
    <button type="button" class="quiet instead" onClick={() => greeter.bookInstead(chosen.code)}>
      {texts('instead')}
    </button>
  );
}
