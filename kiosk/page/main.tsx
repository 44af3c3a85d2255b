/** The kiosk's page, served by the agent on 127.0.0.1. */
import { render } from 'preact';
import en from '../../config/i18n/en/kiosk.json';
import fr from '../../config/i18n/fr/kiosk.json';
import vi from '../../config/i18n/vi/kiosk.json';
import { hear, run } from '../../server/pages/shared/clock';
import { ask, Refusal } from '../../server/pages/shared/link';
import { language, speak, textsOf } from '../../server/pages/shared/texts';
import '../../server/pages/shared/tokens.css';
import { type AgentState, createKiosk, type Taken } from './model';
import { Kiosk } from './screens/kiosk';
import './style.css';

const REFRESH_MS = 4000;
const texts = textsOf({ vi, en, fr });

const kiosk = createKiosk({
  state: async () => {
    const state = (await ask<AgentState>('/state')) as AgentState;
    hear(state.at, state.speed);
    return state;
  },
  take: async (body) => (await ask<Taken>('/tickets', { method: 'POST', body })) as Taken,
  ticket: async (id) => (await ask<Taken>(`/tickets/${id}`)) as Taken,
  language: () => language.value,
  // What must be reached stands below 1,220 mm (EN 301 549, 8.3.2): on a tall screen that is its lower part.
  isTall: () => innerHeight > 1.3 * innerWidth,
  firstLanguage: () => speak(kiosk.known.value?.languages[0] ?? 'vi'),
  sentence: (error) => (error instanceof Refusal && error.message ? error.message : texts('not_taken')),
});

speak('vi');
run();
render(<Kiosk kiosk={kiosk} texts={texts} />, document.getElementById('page') as HTMLElement);
for (const touch of ['pointerdown', 'keydown']) addEventListener(touch, kiosk.stay);
addEventListener('contextmenu', (event) => event.preventDefault());
void kiosk.refresh();
setInterval(() => void kiosk.refresh(), REFRESH_MS);
setInterval(() => void kiosk.tick(), 1000);
