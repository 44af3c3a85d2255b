/** Where am I, what time is it, who am I, and what is shown? */
import type { Signal } from '@preact/signals';
import { now } from '../../shared/clock';
import { hourOf } from '../../shared/numbers';
import { Icon } from '../../shared/parts/icon';
import { LANGUAGE_NAMES, LANGUAGES, language, speak } from '../../shared/texts';
import type { Language } from '../../shared/wire';
import { hashOf, TABS, type Tab } from '../model/tabs';
import type { Shown } from '../screens/page';
import { rolesText } from './words';

export function Head({ model, texts, live }: Shown & { live: Signal<boolean> }) {
  const person = model.person.value;
  const at = hourOf(now.value);
  return (
    <header class="head">
      <h1>{texts('title')}</h1>
      <Tabs model={model} texts={texts} />
      <p class="clock">
        <span class="unseen">{texts('time')}</span>
        {at}
      </p>
      <div class="tools">
        {person && (
          <span class="who">
            {person.login} <small>{rolesText(person.role, texts)}</small>
          </span>
        )}
        <label>
          <span class="unseen">{texts('language')}</span>
          <select value={language.value} onChange={(event) => speak(event.currentTarget.value as Language)}>
            {LANGUAGES.map((one) => (
              <option key={one} value={one} lang={one}>
                {LANGUAGE_NAMES[one]}
              </option>
            ))}
          </select>
        </label>
        <button type="button" class="quiet small" onClick={() => void model.signOut()}>
          {texts('sign_out')}
        </button>
      </div>
      <div role="alert" class="wide">
        {!live.value && (
          <p class="lost">
            <Icon name="warn" /> {texts('lost', { time: hourOf(model.network.takenAt.value) })}
          </p>
        )}
      </div>
    </header>
  );
}

const SHOWN_TABS = TABS.filter((tab) => tab !== 'order');

function Tabs({ model, texts }: Shown) {
  const { tab } = model.tabs.shown.value;
  const counts: Partial<Record<Tab, number>> = { suggestions: model.suggestions.open.value.length };
  return (
    <nav class="tabs" aria-label={texts('parts')}>
      {SHOWN_TABS.map((one) => (
        <a key={one} href={hashOf({ tab: one, part: null })} aria-current={one === tab ? 'page' : undefined}>
          {texts(`tab_${one}`)}
          {counts[one] ? <b class="count"> {counts[one]}</b> : null}
        </a>
      ))}
    </nav>
  );
}
