/** Which other branch goes on? It cannot be taken back, so it is asked twice, and said where nobody may serve. */
import { useEffect, useState } from 'preact/hooks';
import { shown } from '../../../server/pages/shared/numbers';
import { afterTheWay } from '../../../server/pages/shared/offers';
import { Fault } from '../../../server/pages/shared/parts/fault';
import type { Texts } from '../../../server/pages/shared/texts';
import { isBlind, type Other } from '../model/branches';
import { Choices } from '../parts/choices';
import { inWords } from '../parts/words';
import { About } from './about';
import { type DialogProps, Frame, sent, textOf } from './frame';
import { Sure } from './sure';

export function Refer({ model, texts, view, ticket }: DialogProps) {
  const [chosen, choose] = useState<string | null>(null);
  const service = chosen ?? ticket?.service ?? '';
  const [asked, setAsked] = useState<Other | null>(null);
  const { rows, fault } = model.branches;
  useEffect(() => void model.branches.load(service), [service]);
  if (!ticket) return null;
  if (asked)
    return (
      <Frame key="sure" model={model} texts={texts} name="refer" wide>
        {isBlind(asked) && (
          <p class="told urgent" role="alert">
            {texts('refer_blind', { branch: inWords(asked.names), why: asked.why ?? '' })}
          </p>
        )}
        <Sure
          question={texts('refer_sure', { number: shown(ticket.number), branch: inWords(asked.names) })}
          yes={texts(isBlind(asked) ? 'refer_anyway' : 'confirm')}
          no={texts('back')}
          onYes={() => model.deeds.refer(ticket, { branch: asked.branch, service })}
          onNo={() => setAsked(null)}
        />
      </Frame>
    );
  const others = rows.value;
  const submit = sent((fields) => {
    const branch = others?.find((one) => one.branch === textOf(fields, 'branch'));
    if (branch) setAsked(branch);
  });
  return (
    <Frame model={model} texts={texts} name="refer" wide>
      <About ticket={ticket} texts={texts} />
      <p class="hint">{texts('refer_hint')}</p>
      <Fault error={fault.value} texts={texts} />
      <form onSubmit={submit}>
        <label>
          {texts('take_service')}
          <select name="service" value={service} onChange={(event) => choose(event.currentTarget.value)}>
            {view.catalogue.map((one) => (
              <option key={one.code} value={one.code}>
                {inWords(one.names)}
              </option>
            ))}
          </select>
        </label>
        {others?.length === 0 && <p role="status">{texts('refer_none')}</p>}
        {others !== null && others.length > 0 && (
          <div class="long">
            <Choices
              key={service}
              name="branch"
              label={texts('refer_branch')}
              choices={others.map((one) => ({ value: one.branch, word: inWords(one.names), aside: facts(one, texts) }))}
              required
              first={chosen === null}
            />
          </div>
        )}
        <button type="submit">{texts('refer')}</button>
      </form>
    </Frame>
  );
}

/** How far it is, and what is known of the wait there. */
function facts(one: Other, texts: Texts): string {
  const { travel_s, wait_low_s, wait_high_s, why } = one;
  if (wait_low_s === null || wait_high_s === null)
    return texts('branch_blind', { travel: Math.round(travel_s / 60), why: why ?? '' });
  return texts('branch_wait', afterTheWay({ travel_s, wait_low_s, wait_high_s }));
}
