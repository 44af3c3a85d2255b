/** One suggestion: what to do, why, what it does, and what may be done with it. */
import { hourOf } from '../../shared/numbers';
import { Icon } from '../../shared/parts/icon';
import { inWords } from '../../shared/texts';
import { hashOf } from '../model/tabs';
import type { Deed, Suggestion } from '../model/wire';
import type { Shown } from '../screens/page';
import { Effects } from './effects';
import { actorSaid, branchNamed, serviceNamed, span } from './words';

interface SuggestionShown extends Shown {
  suggestion: Suggestion;
  onDismiss: () => void;
}

const PRIMARY: readonly Deed[] = ['approve', 'consent', 'arrived'];

export function SuggestionCard({ suggestion, model, texts, onDismiss }: SuggestionShown) {
  const { state } = suggestion;
  const title = `suggestion-${suggestion.id}`;
  return (
    <article class={`card ${state}`} aria-labelledby={title}>
      <h3 id={title}>{inWords(suggestion.sentence)}</h3>
      <p class="when">
        <Icon name="clock" /> {span(suggestion)} · <b>{texts('suggestion_state', { state })}</b>
        {suggestion.decided_by && suggestion.decided_at && (
          <small>
            {' '}
            {texts('decided', { by: actorSaid(suggestion.decided_by, texts), time: hourOf(suggestion.decided_at) })}
          </small>
        )}
      </p>
      <p>{inWords(suggestion.reason)}</p>
      <Parts suggestion={suggestion} model={model} texts={texts} />
      <Effects effects={suggestion.effects} network={model.network} texts={texts} />
      <Standing suggestion={suggestion} model={model} texts={texts} />
      <Deeds suggestion={suggestion} model={model} texts={texts} onDismiss={onDismiss} />
    </article>
  );
}

/** Who takes on what, where it is for several officers. */
function Parts({ suggestion, model, texts }: Shown & { suggestion: Suggestion }) {
  const { parts } = suggestion;
  if (parts.length === 0) return null;
  return (
    <details>
      <summary>{texts('part_count', { count: parts.length })}</summary>
      <ul class="standing">
        {parts.map((one) => (
          <li key={one.officer}>
            {texts('part', {
              officer: one.officer,
              counter: one.counter ?? 'none',
              services: one.services.map((code) => serviceNamed(model.network, code)).join(', '),
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What stands in the way, and what has been settled. */
function Standing({ suggestion, model, texts }: Shown & { suggestion: Suggestion }) {
  const { network } = model;
  return (
    <ul class="standing">
      {suggestion.needs_consent.map((branch) => (
        <li key={branch}>
          <Icon name="info" /> {texts('needs_consent', { branch: branchNamed(network, branch) })}
        </li>
      ))}
      {Object.entries(suggestion.consented_by).map(([branch, by]) => (
        <li key={branch}>
          <Icon name="done" /> {texts('consented', { branch: branchNamed(network, branch), by: actorSaid(by, texts) })}
        </li>
      ))}
      {suggestion.arrived_at && (
        <li>
          <Icon name="done" /> {texts('arrived_at', { time: hourOf(suggestion.arrived_at) })}
        </li>
      )}
      {suggestion.why_not && (
        <li class="over">
          <Icon name="warn" /> {inWords(suggestion.why_not)}
        </li>
      )}
      {suggestion.dismissed_because && (
        <li>
          <Icon name="info" />{' '}
          {texts('dismissed_because', { reason: suggestion.dismissed_because.replaceAll('-', '') })}
          {suggestion.dismissed_note && ` · ${suggestion.dismissed_note}`}
        </li>
      )}
    </ul>
  );
}

function Deeds({ suggestion, model, texts, onDismiss }: SuggestionShown) {
  const { suggestions, trying, tabs } = model;
  const isBusy = suggestions.busy.value === suggestion.id;
  const act = (deed: Exclude<Deed, 'order'>) => {
    if (deed === 'dismiss') onDismiss();
    else void suggestions.act(suggestion, deed);
  };
  return (
    <p class="deeds">
      {model.mayDecide.value &&
        suggestion.may
          .filter((deed) => deed !== 'order')
          .map((deed) => (
            <button
              key={deed}
              type="button"
              class={PRIMARY.includes(deed) ? 'small' : 'quiet small'}
              aria-disabled={isBusy}
              onClick={() => act(deed as Exclude<Deed, 'order'>)}
            >
              {texts(`deed_${deed}`)}
            </button>
          ))}
      {model.mayDecide.value && suggestion.state === 'proposed' && (
        <button
          type="button"
          class="quiet small"
          onClick={() => {
            trying.takeOver(suggestion);
            tabs.open('try');
          }}
        >
          {texts('try_first')}
        </button>
      )}
      {suggestion.to !== null && suggestion.may.includes('order') && (
        <a class="button" href={hashOf({ tab: 'order', part: String(suggestion.id) })}>
          {texts('open_order')}
        </a>
      )}
    </p>
  );
}
