/** What should the officer know before calling? Several may be chosen, or none. */
import { focused } from '../../../server/pages/shared/parts/focus';
import { Icon, type IconName } from '../../../server/pages/shared/parts/icon';
import type { AgentState } from '../model/world';
import { inWords } from '../parts/words';
import type { Shown } from './kiosk';

const SIGNS = new Set(['deaf', 'low-vision', 'wheelchair', 'interpreter']);

export function Needs({ kiosk, known, texts }: Shown & { known: AgentState }) {
  const { needs, need } = kiosk.taking;
  return (
    <section class="question">
      <h2 tabIndex={-1} ref={focused}>
        {texts('needs_title')}
      </h2>
      <p>{texts('needs_reason')}</p>
      <div class="needs">
        {known.needs.map(({ code, names }) => (
          <button
            key={code}
            type="button"
            class="quiet"
            aria-pressed={needs.value.includes(code)}
            onClick={() => need(code)}
          >
            <Icon name={SIGNS.has(code) ? (code as IconName) : 'info'} /> <span>{inWords(names)}</span>
            {needs.value.includes(code) && <Icon name="done" />}
          </button>
        ))}
      </div>
      <button type="button" class="answer" onClick={kiosk.back}>
        {texts('done')}
      </button>
    </section>
  );
}
