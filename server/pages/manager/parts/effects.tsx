/** What does a change do at each branch? Before, after, and how sure that is. */
import type { Texts } from '../../shared/texts';
import type { NetworkModel } from '../model/network';
import type { Effect } from '../model/wire';
import { branchNamed, MEASURES, type Measure, shortName, turnOf } from './words';

interface EffectsShown {
  effects: readonly Effect[];
  network: NetworkModel;
  texts: Texts;
}

export function Effects({ effects, network, texts }: EffectsShown) {
  if (effects.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section class="scrolls" aria-label={texts('effects')} tabIndex={0}>
      <table class="effects">
        <caption class="unseen">{texts('effects')}</caption>
        <thead>
          <tr>
            <th scope="col">{texts('column_branch')}</th>
            {MEASURES.map(({ key }) => (
              <th key={key} scope="col">
                {texts(`measure_${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {effects.map((effect) => (
            <tr key={effect.branch}>
              <th scope="row">{shortName(branchNamed(network, effect.branch))}</th>
              {MEASURES.map((measure) => (
                <Change key={measure.key} effect={effect} measure={measure} texts={texts} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const SIGNS = { better: '▼', worse: '▲', unsure: '≈' } as const;

function Change({ effect, measure, texts }: { effect: Effect; measure: Measure; texts: Texts }) {
  const { key, say, signed, isMoreBetter } = measure;
  const difference = effect.difference[key];
  const turn = turnOf(difference, isMoreBetter);
  const sign = turn !== 'unsure' && isMoreBetter ? (turn === 'better' ? '▲' : '▼') : SIGNS[turn];
  return (
    <td class={turn}>
      {say(effect.before[key])} → <b>{say(effect.after[key])}</b>
      <small>
        <span aria-hidden="true">{sign}</span> {texts(turn)}
      </small>
      <small>{texts('interval', { low: signed(difference.low), high: signed(difference.high) })}</small>
    </td>
  );
}
