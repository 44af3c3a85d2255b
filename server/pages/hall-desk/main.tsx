/** The page of who looks after a hall: /hall-desk/{branch} */
import { render } from 'preact';
import en from '../../../config/i18n/en/hall-desk.json';
import enSession from '../../../config/i18n/en/session.json';
import fr from '../../../config/i18n/fr/hall-desk.json';
import frSession from '../../../config/i18n/fr/session.json';
import vi from '../../../config/i18n/vi/hall-desk.json';
import viSession from '../../../config/i18n/vi/session.json';
import { ask, freshKey } from '../shared/link';
import type { TabWord } from '../shared/session';
import { speakAsBefore, textsOf } from '../shared/texts';
import '../shared/tokens.css';
import '../shared/frame.css';
import '../shared/dialog.css';
import { createHallDesk, REFRESH_MS } from './model';
import { Page } from './screens/page';
import './style.css';

speakAsBefore();
const texts = textsOf({ vi, en, fr }, { vi: viSession, en: enSession, fr: frSession });
const [, , branch = ''] = location.pathname.split('/').map(decodeURIComponent);
const tabs = new BroadcastChannel('motcua.session');
const desk = createHallDesk(
  {
    ask: ({ path, ...asking }) => ask(path, asking),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    tellTabs: (word) => tabs.postMessage(word),
    newKey: freshKey,
  },
  branch,
);
tabs.addEventListener('message', (event: MessageEvent<TabWord>) => {
  if (event.data === 'signed-out') desk.session.leave();
  else void desk.session.check();
});
addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void desk.session.check());
setInterval(() => document.visibilityState === 'visible' && void desk.refresh(), REFRESH_MS);
render(<Page desk={desk} texts={texts} />, document.getElementById('page') as HTMLElement);
void desk.session.begin();
