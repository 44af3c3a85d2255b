/** Which service? By its button, or by words for what the visitor wants. */
import type { Signal } from '@preact/signals';
import { Icon } from '../../shared/parts/icon';
import { inWords, type Texts } from '../../shared/texts';
import type { ServiceRow } from '../../shared/wire';
import type { Hit } from '../model/search';
import { serviceNamed, waitOf } from './words';

interface ServicesProps {
  name: string;
  label: string;
  services: readonly ServiceRow[];
  chosen: string | null;
  /** Whether a wait is told beside each: before opening and for another day there is none. */
  waits: boolean;
  texts: Texts;
  onChoose: (code: string) => void;
}

export function Services({ name, label, services, chosen, waits, texts, onChoose }: ServicesProps) {
  return (
    <fieldset class="services">
      <legend>{label}</legend>
      {services.map((one) => (
        <label key={one.code} class={`service ${one.intake_closed ? 'closed' : ''}`}>
          <input
            type="radio"
            name={name}
            value={one.code}
            checked={one.code === chosen}
            onChange={() => onChoose(one.code)}
          />
          <b class="letter">{one.letter}</b>
          <span>
            {inWords(one.names)}
            {(waits || one.intake_closed) && <small>{waitOf(one, texts)}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface SearchProps {
  query: Signal<string>;
  hits: readonly Hit[];
  services: readonly ServiceRow[];
  texts: Texts;
  onChoose: (code: string) => void;
}

export function Search({ query, hits, services, texts, onChoose }: SearchProps) {
  const typed = query.value.trim() !== '';
  return (
    <div class="search">
      <label>
        {texts('search')}
        <input
          type="search"
          maxLength={60}
          autocomplete="off"
          value={query.value}
          onInput={(event) => {
            query.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            const first = hits[0];
            if (event.key !== 'Enter' || !first) return;
            event.preventDefault();
            onChoose(first.service);
          }}
        />
      </label>
      <div role="status" class="unseen">
        {typed && texts('found', { count: hits.length })}
      </div>
      {typed && hits.length === 0 && <p class="hint">{texts('found', { count: 0 })}</p>}
      {hits.length > 0 && (
        <ul class="hits">
          {hits.map((hit) => (
            <li key={`${hit.service} ${hit.procedure}`}>
              <button type="button" class="quiet" onClick={() => onChoose(hit.service)}>
                <Icon name="search" />
                <span>
                  {inWords(hit.names)}
                  {hit.procedure !== null && <small>{serviceNamed(services, hit.service)}</small>}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
