/** The greeter's tablet: /greeter/{branch} */
import { render } from 'preact';
import en from '../../../config/i18n/en/greeter.json';
import enSession from '../../../config/i18n/en/session.json';
import enTicket from '../../../config/i18n/en/ticket.json';
import fr from '../../../config/i18n/fr/greeter.json';
import frSession from '../../../config/i18n/fr/session.json';
import frTicket from '../../../config/i18n/fr/ticket.json';
import vi from '../../../config/i18n/vi/greeter.json';
import viSession from '../../../config/i18n/vi/session.json';
import viTicket from '../../../config/i18n/vi/ticket.json';
import { hear, now, run } from '../shared/clock';
import { ask } from '../shared/requests';
import type { TabWord } from '../shared/session';
import { shelf } from '../shared/shelf';
import { speakAsBefore, textsOf } from '../shared/texts';
import '../shared/tokens.css';
import '../shared/frame.css';
import '../shared/dialog.css';
import { createGreeter, REFRESH_MS } from './model/greeter';
import { Page } from './screens/page';
import './style/frame.css';
import './style/give.css';
import './style/bookings.css';
import './style/paper.css';

const ANSWER_WITHIN_MS = 6000;

speakAsBefore();
const texts = textsOf({ vi, en, fr }, { vi: viSession, en: enSession, fr: frSession });
const words = textsOf({ vi: viTicket, en: enTicket, fr: frTicket });
const [, , branch = ''] = location.pathname.split('/').map(decodeURIComponent);
const tabs = new BroadcastChannel('motcua.session');
const greeter = createGreeter(
  {
    ask: ({ path, ...asking }) => ask(path, { ...asking, within: ANSWER_WITHIN_MS }),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    tellTabs: (word) => tabs.postMessage(word),
    wallMs: () => Date.now(),
    hear,
    now: () => now.value,
    print: () => requestAnimationFrame(printDrawn),
    ofTab: shelf(() => sessionStorage),
  },
  branch,
);

/** What is to be printed is drawn first, its code too. */
function printDrawn(): void {
  void Promise.allSettled([...document.images].map((one) => one.decode())).then(() => print());
}

function wake(): void {
  if (document.visibilityState !== 'visible' || greeter.session.standing.value === 'unknown') return;
  void greeter.session.check();
  void greeter.refresh();
}
addEventListener('online', wake);
addEventListener('visibilitychange', wake);
addEventListener('pageshow', (event) => event.persisted && wake());
tabs.addEventListener('message', (event: MessageEvent<TabWord>) => {
  if (event.data === 'signed-out') greeter.session.leave();
  else void greeter.session.check();
});
setInterval(() => document.visibilityState === 'visible' && void greeter.refresh(), REFRESH_MS);
run();
render(<Page greeter={greeter} texts={texts} words={words} />, document.getElementById('page') as HTMLElement);
void greeter.session.begin();
