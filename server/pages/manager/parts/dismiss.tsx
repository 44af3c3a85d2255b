/** Why not? The reason teaches the next run. */
import { Fault } from '../../shared/parts/fault';
import { Modal } from '../../shared/parts/modal';
import { inWords } from '../../shared/texts';
import type { Dismissal } from '../model/suggestions';
import type { Suggestion } from '../model/wire';
import type { Shown } from '../screens/page';

const REASONS: readonly Dismissal['reason'][] = [
  'too-small',
  'too-far',
  'not-this-officer',
  'not-this-branch',
  'other',
];

export function Dismiss({
  suggestion,
  model,
  texts,
  onLeave,
}: Shown & { suggestion: Suggestion; onLeave: () => void }) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const note = String(fields.get('note') ?? '').trim();
    const why: Dismissal = { reason: fields.get('reason') as Dismissal['reason'], note: note || null };
    void model.suggestions.dismiss(suggestion, why).then((isDone) => isDone && onLeave());
  };
  return (
    <Modal title={texts('dismiss_title')} leave={texts('close')} onLeave={onLeave}>
      <p class="subject">{inWords(suggestion.sentence)}</p>
      <form onSubmit={submit}>
        <fieldset>
          <legend>{texts('dismiss_why')}</legend>
          <div class="choices">
            {REASONS.map((reason, at) => (
              <label key={reason} class="choice">
                <input type="radio" name="reason" value={reason} required defaultChecked={at === 0} />
                {texts('dismiss_reason', { reason: reason.replaceAll('-', '') })}
              </label>
            ))}
          </div>
        </fieldset>
        <label>
          {texts('note')}
          <input name="note" maxLength={200} autocomplete="off" />
        </label>
        <Fault error={model.fault.value} texts={texts} />
        <button type="submit">{texts('deed_dismiss')}</button>
      </form>
    </Modal>
  );
}
