/** The hall display: /hall/{branch}?zone= · The screen over a counter: /hall/{branch}/counter/{counter} */
import { render } from 'preact';
import en from '../../config/i18n/en/hall.json';
import fr from '../../config/i18n/fr/hall.json';
import vi from '../../config/i18n/vi/hall.json';
import { hear, run } from '../../server/pages/shared/clock';
import { ask, freshKey, Watch } from '../../server/pages/shared/link';
import { LANGUAGES, speak as speakIn, textsOf } from '../../server/pages/shared/texts';
import '../../server/pages/shared/tokens.css';
import type { Call, Demo, HallView } from '../../server/pages/shared/wire';
import { type Announcement, createLine } from './line';
import { createHall, PAGE_EVERY_MS } from './model';
import { createNotices } from './notices';
import { createRecord, SEND_EVERY_MS } from './record';
import { Hall } from './screens/hall';
import { OverCounter } from './screens/over-counter';
import { createLease, RENEW_MS } from './speaker-lease';
import './style/calls.css';
import './style/hall.css';
import './style/over.css';
import { muted, played, say } from './voice';

declare global {
  interface Window {
    motcua: { played: typeof played; muted: typeof muted };
  }
}

const NOTICES_EVERY_MS = 10_000;
const texts = textsOf({ vi, en, fr });
const [, , branch = '', , counter] = location.pathname.split('/').map(decodeURIComponent);
const asked = new URLSearchParams(location.search);
const zone = asked.get('zone');
speakIn(LANGUAGES.find((known) => known === asked.get('language')) ?? 'vi');
const root = document.getElementById('page') as HTMLElement;

const me = freshKey().slice(0, 12);
const record = createRecord(
  (entries) =>
    ask(`/api/v1/branches/${encodeURIComponent(branch)}/hall/told`, {
      method: 'POST',
      body: { screen: me, zone, entries },
    }),
  () => performance.now(),
);
const lease = createLease(`${branch}|${zone ?? ''}`, me, localStorage, Date.now);
// A screen over a counter, and one that is told so, stay silent.
const silent = counter !== undefined || asked.get('sound') === '0';
const line = createLine({
  now: () => performance.now(),
  play: say,
  ended: (what, fate) => record.note({ call: what.id, what: fate }),
  speaks: () => !silent && lease.mine(),
});
const notices = createNotices(() => performance.now());
const hall = createHall({
  speak: (calls) => line.add(calls.map(asAnnouncement)),
  after: (ms, then) => setTimeout(then, ms),
  shown: (call) => record.note({ call: call.id, what: 'shown' }),
});
window.motcua = { played, muted };

function asAnnouncement({ id, kind, number, counter, clips }: Call): Announcement {
  return { id, kind, number, counter, clips };
}

void ask<Demo>('/api/v1/demo').then(
  (demo) => line.inDemo((demo?.counters ?? []).filter((one) => one.branch === branch).map((one) => one.counter)),
  () => {}, // There is no demonstration, as a rule.
);
run();
const watch = new Watch<HallView>('/hall', () => ({ branch, zone }), {
  view: (view) => {
    hear(view.at);
    line.sayWithin(view.screen.say_within_s * 1000);
    hall.take(view);
    line.add(notices(view.notices));
  },
  refused: (problem) => render(<p class="refused">{problem.detail}</p>, root),
});
setInterval(hall.turn, PAGE_EVERY_MS);
setInterval(() => void record.flush(), SEND_EVERY_MS);
setInterval(() => !silent && lease.mine(), RENEW_MS);
setInterval(() => line.add(notices(hall.view.value?.notices ?? [])), NOTICES_EVERY_MS);
addEventListener('pagehide', lease.give);

render(
  counter === undefined ? (
    <Hall hall={hall} live={watch.live} texts={texts} />
  ) : (
    <OverCounter hall={hall} live={watch.live} counter={counter} texts={texts} />
  ),
  root,
);
