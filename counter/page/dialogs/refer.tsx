/** Which other branch goes on? It cannot be taken back, so it is asked twice. */
import { useEffect, useState } from 'preact/hooks';
import { shown } from '../../../server/pages/shared/numbers';
import { Fault } from '../../../server/pages/shared/parts/fault';
import type { Texts } from '../../../server/pages/shared/texts';
import type { BranchRow } from '../../../server/pages/shared/wire';
import { Choices } from '../parts/choices';
import { inWords } from '../parts/words';
import { About } from './about';
import { type DialogProps, Frame, sent, textOf } from './frame';
import { Sure } from './sure';

export function Refer({ model, texts, view, ticket }: DialogProps) {
  const [asked, setAsked] = useState<{ branch: BranchRow; service: string } | null>(null);
  const { rows, fault } = model.branches;
  useEffect(() => void model.branches.load(), []);
  if (!ticket) return null;
  if (asked)
    return (
      <Frame key="sure" model={model} texts={texts} name="refer" wide>
        <Sure
          question={texts('refer_sure', { number: shown(ticket.number), branch: inWords(asked.branch.names) })}
          yes={texts('confirm')}
          no={texts('back')}
          onYes={() => model.deeds.refer(ticket, { branch: asked.branch.code, service: asked.service })}
          onNo={() => setAsked(null)}
        />
      </Frame>
    );
  const others = open1st(rows.value.filter((one) => one.code !== model.place.branch));
  const submit = sent((fields) => {
    const branch = others.find((one) => one.code === textOf(fields, 'branch'));
    if (branch) setAsked({ branch, service: textOf(fields, 'service') ?? ticket.service });
  });
  return (
    <Frame model={model} texts={texts} name="refer" wide>
      <About ticket={ticket} texts={texts} />
      <p class="hint">{texts('refer_hint')}</p>
      <Fault error={fault.value} texts={texts} />
      <form onSubmit={submit}>
        <div class="long">
          <Choices
            key={others.length}
            name="branch"
            label={texts('refer_branch')}
            choices={others.map((one) => ({ value: one.code, word: inWords(one.names), aside: facts(one, texts) }))}
            required
            first
          />
        </div>
        <label>
          {texts('take_service')}
          <select name="service">
            {view.catalogue.map((one) => (
              <option key={one.code} value={one.code} selected={one.code === ticket.service}>
                {inWords(one.names)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit">{texts('refer')}</button>
      </form>
    </Frame>
  );
}

/** Open ones first, then by how long one waits there. */
function open1st(rows: readonly BranchRow[]): BranchRow[] {
  const wait = (one: BranchRow) => one.wait_high_s ?? Number.POSITIVE_INFINITY;
  return [...rows].sort((a, b) => Number(b.open) - Number(a.open) || wait(a) - wait(b));
}

function facts(one: BranchRow, texts: Texts): string {
  if (!one.open) return texts('branch_closed');
  const waiting = texts('branch_waits', { waiting: one.waiting });
  if (one.paused) return `${waiting}, ${texts('branch_stop', { why: one.paused })}`;
  if (one.wait_low_s === null || one.wait_high_s === null) return waiting;
  const [low, high] = [Math.round(one.wait_low_s / 60), Math.round(one.wait_high_s / 60)];
  return `${waiting}, ${texts('branch_wait', { low, high })}`;
}
