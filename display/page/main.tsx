/** The hall display: /hall/{branch}?zone= */
import { render } from 'preact';
import en from '../../config/i18n/en/hall.json';
import fr from '../../config/i18n/fr/hall.json';
import vi from '../../config/i18n/vi/hall.json';
import { hear, run } from '../../server/pages/shared/clock';
import { ask, Watch } from '../../server/pages/shared/link';
import { LANGUAGES, speak as speakIn, textsOf } from '../../server/pages/shared/texts';
import '../../server/pages/shared/tokens.css';
import type { Demo, HallView } from '../../server/pages/shared/wire';
import { createHall, PAGE_EVERY_MS } from './model';
import { Hall } from './screens/hall';
import './style.css';
import { inDemo, muted, played, speak } from './voice';

declare global {
  interface Window {
    motcua: { played: typeof played; muted: typeof muted };
  }
}

const texts = textsOf({ vi, en, fr });
const branch = decodeURIComponent(location.pathname.split('/')[2] ?? '');
const asked = new URLSearchParams(location.search);
const zone = asked.get('zone');
speakIn(LANGUAGES.find((known) => known === asked.get('language')) ?? 'vi');
const hall = createHall(speak, (ms, then) => setTimeout(then, ms));
window.motcua = { played, muted };

void ask<Demo>('/api/v1/demo').then(
  (demo) => inDemo((demo?.counters ?? []).filter((one) => one.branch === branch).map((one) => one.counter)),
  () => {}, // There is no demonstration, as a rule.
);
run();
const watch = new Watch<HallView>('/hall', () => ({ branch, zone }), {
  view: (view) => {
    hear(view.at);
    hall.take(view);
  },
  refused: (problem) => render(<p class="refused">{problem.detail}</p>, root),
});
setInterval(hall.turn, PAGE_EVERY_MS);

const root = document.getElementById('page') as HTMLElement;
render(<Hall hall={hall} live={watch.live} texts={texts} />, root);
