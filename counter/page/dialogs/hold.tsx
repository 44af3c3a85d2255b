/** For what does the visitor wait, and who calls back? */

import { Choices } from '../parts/choices';
import { About } from './about';
import { type DialogProps, Frame, numberOf, sent, textOf } from './frame';

const REASONS = ['missing-document', 'system', 'visitor-asked', 'other'];

export function Hold({ model, texts, view, ticket }: DialogProps) {
  const submit = sent((fields) => {
    const text = textOf(fields, 'text');
    model.deeds.act('hold', {
      reason: text ?? textOf(fields, 'reason'),
      pool: textOf(fields, 'pool'),
      due_min: numberOf(fields, 'due'),
    });
  });
  return (
    <Frame model={model} texts={texts} name="hold">
      <About ticket={ticket} texts={texts} />
      <form onSubmit={submit}>
        <Choices
          name="reason"
          label={texts('reason')}
          choices={REASONS.map((one) => ({ value: one, word: texts(`hold_${one.replaceAll('-', '')}`) }))}
          chosen="missing-document"
          digits
          first
        />
        <label>
          {texts('reason_text')}
          <input name="text" maxLength={200} autocomplete="off" />
        </label>
        <Choices
          name="pool"
          label={texts('hold_pool')}
          choices={[
            { value: 'branch', word: texts('hold_branch') },
            { value: 'own', word: texts('hold_own') },
          ]}
          chosen="branch"
        />
        <label>
          {texts('hold_due')}
          <input name="due" type="number" min={1} max={480} defaultValue={view.rules.hold_limit_min} required />
        </label>
        <p class="hint">{texts('hold_hint')}</p>
        <button type="submit">{texts('hold')}</button>
      </form>
    </Frame>
  );
}
