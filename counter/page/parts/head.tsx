/** Who sits where, what is served, and is the counter open? */
import { hourOf } from '../../../server/pages/shared/numbers';
import { Icon } from '../../../server/pages/shared/parts/icon';
import { LANGUAGE_NAMES, LANGUAGES, language, speak } from '../../../server/pages/shared/texts';
import type { CounterView, Language } from '../../../server/pages/shared/wire';
import type { Shown } from '../screens/page';
import { Key } from './key';
import { minute } from './passing';
import { inWords, named } from './words';

export function Head({ model, texts, view }: Shown & { view: CounterView }) {
  const services = view.catalogue.filter((one) => view.services.includes(one.code));
  // A counter that is open calls nobody while the whole branch stands still.
  const stop = view.state === 'open' ? view.branch_paused : null;
  return (
    <header class="head">
      <h1>
        {texts('title', { counter: model.place.counter })} <small>{inWords(view.branch_names)}</small>
      </h1>
      <p class="serves" title={services.map((one) => inWords(one.names)).join(', ')}>
        {texts('officer', { badge: view.officer ?? '' })} ·{' '}
        {services.map((one) => (
          <span key={one.code}>
            <b>{one.letter}</b>{' '}
            <span class="name">
              {inWords(one.names)}
              {one.intake_closed && !view.intake_closed && ` (${texts('intake_closed')})`}
            </span>
          </span>
        ))}
        {view.intake_closed && ` · ${texts('intake_closed')}`}
      </p>
      <p class={`state ${stop ? 'stop' : view.state}`}>
        <b>
          {stop ? `⚠ ${texts('branch_stop', { why: stop })}` : `● ${texts('state', { state: view.state })}`}
          {view.state === 'paused' && view.pause_reason && `: ${pauseReason(view.pause_reason, texts)}`}
          {view.state === 'paused' && view.back_at && ` → ${hourOf(view.back_at)}`}
        </b>{' '}
        <span class="time">{hourOf(minute.value || view.at)}</span>
      </p>
      <div class="tools">
        {model.session.session.value?.person.rights.includes(SUPERVISE) && (
          <Displays branch={model.place.branch} lamp={view.displays} texts={texts} />
        )}
        <Kiosks kiosks={view.kiosks} texts={texts} />
        <button
          type="button"
          class={`quiet small ${view.help_at ? 'asked' : ''}`}
          onClick={() => model.perform('help')}
          aria-pressed={view.help_at !== null}
          title={view.help_at ? texts('help_stop') : undefined}
        >
          <Key action="help" model={model} texts={texts} /> <Icon name="bell" />
          {view.help_at ? texts('help_asked', { time: hourOf(view.help_at) }) : named('help', texts)}
        </button>
        <button
          type="button"
          class="quiet small"
          aria-pressed={model.keys.listShown.value}
          onClick={() => model.perform('keys')}
        >
          <Key action="keys" model={model} texts={texts} /> {named('keys', texts)}
        </button>
        <label class="speak">
          <span class="unseen">{texts('language')}</span>
          <select value={language.value} onChange={(event) => speak(event.currentTarget.value as Language)}>
            {LANGUAGES.map((one) => (
              <option key={one} value={one} lang={one}>
                {LANGUAGE_NAMES[one]}
              </option>
            ))}
          </select>
        </label>
        <button type="button" class="quiet small" onClick={() => model.perform('sign-out')}>
          {named('sign-out', texts)}
        </button>
      </div>
    </header>
  );
}

/** Paper that ends is told with how long it lasts, so that somebody comes before visitors stand at an empty machine. */
function troubleOf(one: CounterView['kiosks'][number], trouble: string, texts: Shown['texts']): string {
  const told = texts('kiosk_trouble', { name: one.name, trouble: trouble.replaceAll('-', '') });
  if (trouble !== 'near-end' || one.papers_left === null) return told;
  return `${told}. ${texts('kiosk_paper', { count: one.papers_left, ends: one.roll_ends ?? 'none' })}`;
}

/** What is wrong with the first kiosk that is not well, and how many others are not. */
function Kiosks({ kiosks, texts }: { kiosks: CounterView['kiosks']; texts: Shown['texts'] }) {
  const told = kiosks.flatMap((one) => (one.trouble === null ? [] : [troubleOf(one, one.trouble, texts)]));
  if (told.length === 0) return null;
  return (
    <span class="displays bad kiosks" title={told.join('\n')}>
      <Icon name="warn" /> {told[0]}
      {told.length > 1 && ` (+${told.length - 1})`}
    </span>
  );
}

/** How the hall's displays do, for who looks after them: a link to where that is done. */
function Displays({ branch, lamp, texts }: { branch: string; lamp: CounterView['displays']; texts: Shown['texts'] }) {
  const bad = lamp.unheard + lamp.lost;
  return (
    <a
      class={`displays ${bad > 0 ? 'bad' : ''}`}
      href={`/hall-desk/${encodeURIComponent(branch)}`}
      target="_blank"
      rel="noopener"
    >
      {bad > 0 && <Icon name="warn" />} {texts('displays', { alive: lamp.alive, all: lamp.alive + bad })}
    </a>
  );
}

const SUPERVISE = 'supervise';
const REASONS = ['break', 'lunch', 'work'];

/** A known reason in the page's language, any other as it was written. */
function pauseReason(reason: string, texts: Shown['texts']): string {
  return REASONS.includes(reason) ? texts(`pause_${reason}`) : reason;
}
