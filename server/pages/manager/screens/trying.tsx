/** What would happen if …? Changes are put together here; nothing is done to any branch. */
import { Icon } from '../../shared/parts/icon';
import { isUnderWay } from '../model/suggestions';
import type { Change } from '../model/wire';
import { ChangeForm } from '../parts/change-form';
import { Effects } from '../parts/effects';
import { branchNamed, serviceNamed, shortName, span } from '../parts/words';
import type { Shown } from './page';
import { RunSaid } from './suggestions';

export function Trying({ model, texts }: Shown) {
  const { changes, run, isBusy, isStale, drop, compute } = model.trying;
  const result = run.value;
  if (!model.mayDecide.value) return <p class="hint">{texts('only_read')}</p>;
  return (
    <>
      <h2>{texts('tab_try')}</h2>
      <p class="hint">{texts('try_hint')}</p>
      <div class="trying">
        <section aria-labelledby="new-change">
          <h3 id="new-change">{texts('new_change')}</h3>
          <ChangeForm model={model} texts={texts} />
        </section>
        <section aria-labelledby="changes">
          <h3 id="changes">{texts('changes')}</h3>
          {changes.value.length === 0 && <p class="hint">{texts('no_changes')}</p>}
          <ol class="changes">
            {changes.value.map((change, at) => (
              <li key={at}>
                <span>{changeSaid(change, { model, texts })}</span>
                <button type="button" class="quiet small" onClick={() => drop(at)}>
                  {texts('remove')}
                </button>
              </li>
            ))}
          </ol>
          <button
            type="button"
            aria-disabled={isBusy.value || changes.value.length === 0}
            onClick={() => void compute()}
          >
            {texts('compute')}
          </button>
          <div role="status">
            {isBusy.value && !result && <p>{texts('running_at_first')}</p>}
            {result && <RunSaid run={result} model={model} texts={texts} />}
            {isStale.value && (
              <p class="told">
                <Icon name="info" /> {texts('stale')}
              </p>
            )}
          </div>
          {result && !isUnderWay(result) && <Effects effects={result.effects} network={model.network} texts={texts} />}
        </section>
      </div>
    </>
  );
}

function changeSaid(change: Change, { model, texts }: Shown): string {
  const { network } = model;
  const named = (code: string | null | undefined) => (code ? shortName(branchNamed(network, code)) : '');
  const said = texts('change_said', {
    kind: change.kind,
    branch: named(change.branch),
    counter: change.counter ?? '',
    officer: change.officer ?? '',
    to: named(change.to),
  });
  const services = (change.services ?? []).map((code) => serviceNamed(network, code)).join(', ');
  const time = change.start && change.end ? ` · ${span({ start: change.start, end: change.end })}` : '';
  return `${said}${services ? ` (${services})` : ''}${time}`;
}
