/** What is suggested? Asked for by a press, decided by a person. */
import { useState } from 'preact/hooks';
import { Icon } from '../../shared/parts/icon';
import { inWords } from '../../shared/texts';
import { isUnderWay } from '../model/suggestions';
import type { Run, Suggestion } from '../model/wire';
import { Dismiss } from '../parts/dismiss';
import { SuggestionCard } from '../parts/suggestion';
import { branchNamed, number, percent, serviceNamed } from '../parts/words';
import type { Shown } from './page';

export function SuggestionList({ model, texts }: Shown) {
  const [dismissed, dismiss] = useState<Suggestion | null>(null);
  const { open, decided, list } = model.suggestions;
  const cards = (ones: readonly Suggestion[]) =>
    ones.map((one) => (
      <SuggestionCard key={one.id} suggestion={one} model={model} texts={texts} onDismiss={() => dismiss(one)} />
    ));
  return (
    <>
      <h2>{texts('tab_suggestions')}</h2>
      <Asking model={model} texts={texts} />
      {list.value && open.value.length === 0 && <p class="hint">{texts('no_suggestions')}</p>}
      <div class="cards">{cards(open.value)}</div>
      {decided.value.length > 0 && (
        <>
          <h2>{texts('decided_ones')}</h2>
          <div class="cards">{cards(decided.value)}</div>
        </>
      )}
      {dismissed && <Dismiss suggestion={dismissed} model={model} texts={texts} onLeave={() => dismiss(null)} />}
    </>
  );
}

function Asking({ model, texts }: Shown) {
  const { list, run, busy, ask } = model.suggestions;
  const last = run.value;
  const isBusy = busy.value === 'ask' || isUnderWay(last);
  const isAway = list.value?.worker === false;
  return (
    <section class="asking" aria-label={texts('ask')}>
      {model.mayDecide.value && (
        <button type="button" aria-disabled={isBusy || isAway} onClick={() => !isAway && void ask()}>
          {texts('ask')}
        </button>
      )}
      <div role="status">
        {isAway && (
          <p class="told">
            <Icon name="warn" /> {texts('worker_away')}
          </p>
        )}
        {last && <RunSaid run={last} model={model} texts={texts} />}
      </div>
    </section>
  );
}

/** How far it is, or what it has found. */
export function RunSaid({ run, model, texts }: Shown & { run: Run }) {
  if (isUnderWay(run))
    return (
      <p>
        <label>
          {texts('running', { share: percent(run.progress) })}{' '}
          <progress max={1} value={run.state === 'asked' ? undefined : run.progress} />
        </label>
      </p>
    );
  if (run.state === 'failed')
    return (
      <p class="told urgent">
        <Icon name="warn" /> {run.verdict ? inWords(run.verdict) : texts('run_failed')}
      </p>
    );
  return (
    <>
      <p class={run.helps === false ? 'told urgent' : 'told'}>
        {run.helps === false && <Icon name="warn" />} {run.verdict && inWords(run.verdict)}{' '}
        {run.seconds !== null && (
          <small>
            {texts('run_took', { seconds: number(run.seconds), gap: run.gap === null ? 'none' : percent(run.gap) })}
          </small>
        )}
      </p>
      {run.missing.length > 0 && (
        <ul class="missing">
          {run.missing.map((one) => (
            <li key={`${one.branch} ${one.service}`}>
              <Icon name="warn" />{' '}
              {texts('missing', {
                branch: branchNamed(model.network, one.branch),
                service: one.service === null ? 'none' : serviceNamed(model.network, one.service),
                count: one.counters,
              })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
