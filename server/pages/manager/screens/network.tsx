/** The network now: alerts, every branch in a table and on a map, and one branch in detail. */
import { Alerts } from '../parts/alerts';
import { Branches } from '../parts/branches';
import { BranchDetail } from '../parts/detail';
import { NetworkMap } from '../parts/map';
import type { Shown } from './page';

export function Network({ model, texts }: Shown) {
  const isOne = model.network.rows.value.length === 1;
  return (
    <>
      <Alerts model={model} texts={texts} />
      <div class="columns">
        <Branches model={model} texts={texts} />
        <div class="side">
          {!isOne && <NetworkMap model={model} texts={texts} />}
          <BranchDetail model={model} texts={texts} />
        </div>
      </div>
    </>
  );
}
