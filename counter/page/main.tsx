/** An officer's page: /counter/{branch}/{counter} */
import { signal } from '@preact/signals';
import { render } from 'preact';
import en from '../../config/i18n/en/counter.json';
import enSession from '../../config/i18n/en/session.json';
import fr from '../../config/i18n/fr/counter.json';
import frSession from '../../config/i18n/fr/session.json';
import vi from '../../config/i18n/vi/counter.json';
import viSession from '../../config/i18n/vi/session.json';
import { hear, productMs, run } from '../../server/pages/shared/clock';
import { ask, Watch } from '../../server/pages/shared/link';
import { shelf } from '../../server/pages/shared/shelf';
import { speakAsBefore, textsOf } from '../../server/pages/shared/texts';
import '../../server/pages/shared/tokens.css';
import { isTyping } from '../../server/pages/shared/parts/modal';
import type { CounterView } from '../../server/pages/shared/wire';
import { createCounter } from './model/counter';
import type { TabWord } from './model/world';
import { Page } from './screens/page';
import '../../server/pages/shared/frame.css';
import '../../server/pages/shared/dialog.css';
import './style/desk.css';
import './style/panels.css';
import './style/dialogs.css';

/** An order may be approved or taken back at any time, and begins in minutes. */
const ORDERS_EVERY_MS = 30_000;
const ANSWER_WITHIN_MS = 6000;
const TICK_MS = 250;
/** Between two ticks of a page in sight there is more only when the machine slept. */
const SLEPT_MS = 10_000;

speakAsBefore();
const texts = textsOf({ vi, en, fr }, { vi: viSession, en: enSession, fr: frSession });
const [, , branch, counter] = location.pathname.split('/').map(decodeURIComponent) as [string, string, string, string];
const live = signal(false);
const tabs = new BroadcastChannel('motcua.session');
let watching: Watch<CounterView> | null = null;

const model = createCounter(
  {
    ask: ({ path, ...asking }) => ask(path, { ...asking, within: ANSWER_WITHIN_MS }),
    watch,
    unwatch: () => {
      watching?.close();
      watching = null;
      live.value = false;
    },
    wallMs: () => Date.now(),
    productMs,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    ofTab: shelf(() => sessionStorage),
    ofBrowser: shelf(() => localStorage),
    tellTabs: (word) => tabs.postMessage(word),
  },
  { branch, counter },
);

function watch(): void {
  if (watching) {
    watching.wake();
    return;
  }
  const mine = new Watch<CounterView>('/counter', () => ({ branch, counter }), {
    view: (view) => {
      if (watching !== mine) return;
      hear(view.at, view.clock.speed);
      model.take(view);
    },
    refused: (problem) => {
      if (problem.status === 401 || problem.type.endsWith('/locked')) void model.session.check();
      else model.notices.say({ kind: 'fault', sentence: problem.detail });
    },
  });
  watching = mine;
  mine.live.subscribe((isLive) => {
    if (watching === mine) live.value = isLive;
  });
}

addEventListener('keydown', (event) => {
  if (event.code === 'KeyK' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
    event.preventDefault();
    if (model.mine.value && model.session.standing.value === 'in' && !model.dialogs.top.value) model.perform('find');
    return;
  }
  // A dialog has its own keys, also the one that has just closed it.
  if (event.defaultPrevented || (event.target instanceof Element && event.target.closest('dialog'))) return;
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  // The only list to choose from on the desk is of languages, and no key of ours is one of its own.
  if (isTyping(event.target) && !(event.target instanceof HTMLSelectElement)) return;
  if (model.key(event.code)) event.preventDefault();
});
// After sleep, or when the network is back, nothing that is shown may look live and be old.
function wake(): void {
  if (document.visibilityState !== 'visible' || model.session.standing.value === 'unknown') return;
  watching?.wake();
  void model.session.check();
}
addEventListener('online', wake);
addEventListener('visibilitychange', wake);
addEventListener('pageshow', (event) => event.persisted && wake());
tabs.addEventListener('message', (event: MessageEvent<TabWord>) => {
  if (event.data === 'signed-out') model.session.leave();
  else void model.session.check();
});

run();
let ticked = Date.now();
setInterval(() => {
  if (Date.now() - ticked > SLEPT_MS) wake();
  ticked = Date.now();
  model.tick();
}, TICK_MS);
setInterval(() => {
  if (document.visibilityState === 'visible' && model.session.standing.value === 'in') void model.orders.load();
}, ORDERS_EVERY_MS);
render(<Page model={model} texts={texts} live={live} />, document.getElementById('page') as HTMLElement);
void model.session.begin();
