/** The network now: alerts, every branch in a table, and beside it the map or the branch that was chosen. */
import { Alerts } from '../parts/alerts';
import { Branches } from '../parts/branches';
import { BranchDetail } from '../parts/detail';
import { NetworkMap } from '../parts/map';
import type { Shown } from './page';

export function Network({ model, texts }: Shown) {
  const { network, tabs } = model;
  const [only] = network.rows.value.length === 1 ? network.rows.value : [];
  const chosen = network.byCode.value.get(tabs.shown.value.part ?? only?.code ?? '');
  return (
    <>
      <Alerts model={model} texts={texts} />
      <div class={`columns ${chosen ? 'one' : 'all'}`}>
        <Branches model={model} texts={texts} />
        {chosen ? (
          <BranchDetail row={chosen} model={model} texts={texts} />
        ) : (
          <NetworkMap model={model} texts={texts} />
        )}
      </div>
    </>
  );
}
