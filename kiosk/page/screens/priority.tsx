/** One optional question, with its reason; what else somebody needs stands beside it and costs others nothing. */
import { focused } from '../../../server/pages/shared/parts/focus';
import { Icon } from '../../../server/pages/shared/parts/icon';
import type { AgentState } from '../model/world';
import { Back } from '../parts/back';
import { inWords, nameOf } from '../parts/words';
import type { Shown } from './kiosk';

export function Priority({ kiosk, known, texts }: Shown & { known: AgentState }) {
  const { taking } = kiosk;
  const count = taking.dossiers.value;
  return (
    <section class="question">
      <p class="chosen">
        {nameOf(known, taking.service.value)}
        {count > 1 && ` · ${texts('dossiers', { count })}`}
      </p>
      <h2 tabIndex={-1} ref={focused}>
        {texts('priority_question')}
      </h2>
      <p>{texts('priority_reason')}</p>
      <button type="button" class="answer" onClick={() => void taking.take(null)}>
        {texts('priority_no')}
      </button>
      {known.priorities.map((priority) => (
        <button key={priority.code} type="button" class="answer" onClick={() => void taking.take(priority.code)}>
          {texts('priority_yes', { name: inWords(priority.names) })}
        </button>
      ))}
      <div class="below">
        <Back kiosk={kiosk} texts={texts} />
        {known.needs.length > 0 && (
          <button type="button" class="quiet" onClick={() => kiosk.go({ name: 'needs' })}>
            <Icon name="wheelchair" /> {texts('needs')}
            {taking.needs.value.length > 0 && `: ${chosen(known, taking.needs.value)}`}
          </button>
        )}
      </div>
    </section>
  );
}

function chosen(known: AgentState, needs: readonly string[]): string {
  return known.needs
    .filter((one) => needs.includes(one.code))
    .map((one) => inWords(one.names))
    .join(', ');
}
