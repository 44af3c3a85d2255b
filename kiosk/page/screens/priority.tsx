/** One optional question, with its reason. */
import { language } from '../../../server/pages/shared/texts';
import type { Names } from '../../../server/pages/shared/wire';
import type { AgentState } from '../model';
import { focus, type Shown } from './kiosk';

export function Priority({ kiosk, known, service, texts }: Shown & { known: AgentState; service: string }) {
  const chosen = known.services.find((one) => one.code === service);
  return (
    <section class="question">
      {chosen && <p class="chosen">{(chosen.names as Names)[language.value]}</p>}
      <h2 tabIndex={-1} ref={focus}>
        {texts('priority_question')}
      </h2>
      <p>{texts('priority_reason')}</p>
      <button type="button" class="answer" onClick={() => void kiosk.take(service, null)}>
        {texts('priority_no')}
      </button>
      {known.priorities.map((priority) => (
        <button
          key={priority.code}
          type="button"
          class="answer"
          onClick={() => void kiosk.take(service, priority.code)}
        >
          {texts('priority_yes', { name: priority.names[language.value] })}
        </button>
      ))}
      <button type="button" class="quiet" onClick={kiosk.back}>
        ← {texts('back')}
      </button>
    </section>
  );
}
