/** A ticket on the phone: /t/{token} */
import { render } from 'preact';
import en from '../../../config/i18n/en/visitor.json';
import fr from '../../../config/i18n/fr/visitor.json';
import vi from '../../../config/i18n/vi/visitor.json';
import { ask, freshKey, Refusal, Watch } from '../shared/link';
import { speakAsBefore, textsOf } from '../shared/texts';
import '../shared/tokens.css';
import type { Stamped, Ticket, Why } from '../shared/wire';
import { createVisit } from './model';
import { Visit } from './screens/visit';
import './style.css';

speakAsBefore();
const texts = textsOf({ vi, en, fr });
const token = decodeURIComponent(location.pathname.split('/')[2] ?? '');
const base = `/api/v1/tickets/${encodeURIComponent(token)}`;
let branch = '';
const visit = createVisit({
  act: (deed) => ask<Ticket>(`${base}/${deed}`, { method: 'POST', body: {}, key: freshKey() }),
  why: () => ask<Why>(`${base}/why`),
  sentence: (error) => (error instanceof Refusal ? error.message : texts('lost', { time: '' })),
  feel: () => navigator.vibrate?.([300, 200, 300]),
});
const watch = new Watch<Ticket & Stamped & { at: string }>('/visitor', () => ({ token }), {
  view: (view) => {
    // Another branch goes on with the visit: its seq counts anew, so the watch begins anew.
    const moved = branch !== '' && branch !== view.branch;
    branch = view.branch;
    if (moved) watch.begin();
    else visit.take(view);
  },
  refused: () => {
    visit.gone.value = true;
  },
});
render(<Visit visit={visit} live={watch.live} texts={texts} />, document.getElementById('page') as HTMLElement);
