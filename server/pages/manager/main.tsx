/** The page of the network's and the branches' managers: /manager */
import { signal } from '@preact/signals';
import { render } from 'preact';
import en from '../../../config/i18n/en/manager.json';
import enSession from '../../../config/i18n/en/session.json';
import fr from '../../../config/i18n/fr/manager.json';
import frSession from '../../../config/i18n/fr/session.json';
import vi from '../../../config/i18n/vi/manager.json';
import viSession from '../../../config/i18n/vi/session.json';
import { hear, run } from '../shared/clock';
import { ask, Line } from '../shared/link';
import type { TabWord } from '../shared/session';
import { speakAsBefore, textsOf } from '../shared/texts';
import '../shared/tokens.css';
import '../shared/frame.css';
import '../shared/dialog.css';
import type { Clock } from '../shared/wire';
import { createManager } from './model/manager';
import { stampOfEach } from './model/network';
import type { NetworkView } from './model/wire';
import { Page } from './screens/page';
import './style/page.css';
import './style/network.css';
import './style/planning.css';
import './style/staff.css';

const ANSWER_WITHIN_MS = 10_000;
/** Shares and waits change with the time alone, which no event tells of. */
const AGAIN_MS = 20_000;

speakAsBefore();
const texts = textsOf({ vi, en, fr }, { vi: viSession, en: enSession, fr: frSession });
const live = signal(false);
const tabs = new BroadcastChannel('motcua.session');
let watching: Line<NetworkView> | null = null;

const model = createManager(
  {
    ask: ({ path, ...asking }) => ask(path, { ...asking, within: ANSWER_WITHIN_MS }),
    watch,
    unwatch: () => {
      watching?.close();
      watching = null;
      live.value = false;
    },
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    tellTabs: (word) => tabs.postMessage(word),
  },
  (hash) => {
    location.hash = hash;
  },
);

function watch(): void {
  if (watching) {
    watching.wake();
    return;
  }
  const told = {
    view: (view: NetworkView) => {
      if (watching === mine) model.take(view);
    },
    refused: () => void model.session.check(),
  };
  const mine = new Line<NetworkView>('/network', () => ({}), told, stampOfEach());
  watching = mine;
  mine.live.subscribe((isLive) => {
    if (watching === mine) live.value = isLive;
  });
}

async function setClock(): Promise<void> {
  const clock = await ask<Clock>('/api/v1/clock');
  if (clock) hear(clock.now, clock.speed);
}

// After sleep, or when the network is back, nothing that is shown may look live and be old.
function wake(): void {
  if (document.visibilityState !== 'visible' || model.session.standing.value === 'unknown') return;
  void setClock().catch(() => undefined);
  watching?.wake();
  void model.session.check();
}
addEventListener('online', wake);
addEventListener('visibilitychange', wake);
addEventListener('pageshow', (event) => event.persisted && wake());
addEventListener('hashchange', () => model.tabs.arrive(location.hash));
tabs.addEventListener('message', (event: MessageEvent<TabWord>) => {
  if (event.data === 'signed-out') model.session.leave();
  else void model.session.check();
});

run();
setInterval(() => {
  if (document.visibilityState !== 'visible') return;
  watching?.wake();
  void model.refresh();
  void setClock().catch(() => undefined);
}, AGAIN_MS);
model.tabs.arrive(location.hash);
render(<Page model={model} texts={texts} live={live} />, document.getElementById('page') as HTMLElement);
void setClock().catch(() => undefined);
void model.session.begin();
