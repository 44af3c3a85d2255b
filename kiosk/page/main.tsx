/** The kiosk's page, served by the agent on 127.0.0.1. */
import { render } from 'preact';
import en from '../../config/i18n/en/kiosk.json';
import fr from '../../config/i18n/fr/kiosk.json';
import vi from '../../config/i18n/vi/kiosk.json';
import { hear as hearTime, run } from '../../server/pages/shared/clock';
import { ask, Refusal } from '../../server/pages/shared/requests';
import { language, speak, textsOf } from '../../server/pages/shared/texts';
import '../../server/pages/shared/tokens.css';
import { corner, guard, revive } from './guard';
import { move } from './keys';
import { createKiosk } from './model/kiosk';
import { createScanner } from './model/scanner';
import { wordsOf } from './parts/words';
import { Kiosk } from './screens/kiosk';
import './style/frame.css';
import './style/choices.css';
import './style/ticket.css';
import './style/typing.css';
import './style/staff.css';
import './style/modes.css';
import { hear, speaker } from './voice/hearing';
import { createVoice } from './voice/line';

const REFRESH_MS = 4000;
/** With Ctrl and Alt it opens the staff's page. */
const STAFF_KEY = 'KeyM';
const texts = textsOf({ vi, en, fr });
const page = document.getElementById('page') as HTMLElement;

const kiosk = createKiosk({
  ask: async <Answer,>(...asking: Parameters<typeof ask>) => (await ask<Answer>(...asking)) as Answer,
  language: () => language.value,
  told: ({ at, speed }) => hearTime(at, speed),
  // What must be reached stands below 1,220 mm (EN 301 549, 8.3.2): on a tall screen that is its lower part.
  isTall: () => innerHeight > 1.3 * innerWidth,
  // The agent is on 127.0.0.1, which is a secure context.
  freshId: () => crypto.randomUUID(),
  firstLanguage: () => speak(kiosk.known.value?.languages[0] ?? 'vi'),
  sentence: (error) => (error instanceof Refusal && error.body && wordsOf(error.body, 'detail')) || texts('not_taken'),
});

speak('vi');
run();
revive();
guard();
corner(page, kiosk.openStaff);
const scanner = createScanner();
const player = speaker();
const voice = createVoice(player);
render(<Kiosk kiosk={kiosk} texts={texts} voice={voice} />, page);
const heard = hear({ page, kiosk, voice, player, texts });

/** A touch of the warning is heeded when it ends: else it would go on to what lies beneath. */
addEventListener('pointerdown', ({ target }) => {
  if (!(target instanceof Element && target.closest('[role="alertdialog"]'))) kiosk.stay();
});
addEventListener('click', kiosk.stay);
addEventListener('keydown', (event) => heed(event) && stop(event), true);

/** Whether a key was one for the page itself, and nothing else is to come of it. */
function heed(event: KeyboardEvent): boolean {
  // Who answers the warning by a key must not press what has the focus after it.
  const wasWarned = kiosk.warning.value !== null;
  kiosk.stay();
  // A scanner's first sign may be the answer: it is heard all the same.
  const scanned = scanner.take(event, event.target instanceof HTMLInputElement);
  if (wasWarned) return true;
  if (event.ctrlKey && event.altKey && event.code === STAFF_KEY) {
    kiosk.openStaff();
    return true;
  }
  if (scanned !== null && kiosk.scanned(scanned)) return true;
  if (event.key === 'Escape') {
    kiosk.leave();
    return true;
  }
  return (!scanner.isAmid() && heard.key(event)) || move(event, page);
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

void kiosk.refresh();
setInterval(() => void kiosk.refresh(), REFRESH_MS);
setInterval(() => void kiosk.tick(), 1000);
