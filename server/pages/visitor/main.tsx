/** A ticket on the phone: /t/{token} */
import { render } from 'preact';
import en from '../../../config/i18n/en/visitor.json';
import fr from '../../../config/i18n/fr/visitor.json';
import vi from '../../../config/i18n/vi/visitor.json';
import { ask, Refusal, Watch } from '../shared/link';
import { speakAsBefore, textsOf } from '../shared/texts';
import '../shared/tokens.css';
import type { Stamped, Ticket } from '../shared/wire';
import { createVisit } from './model';
import { Visit } from './screens/visit';
import './style.css';

speakAsBefore();
const texts = textsOf({ vi, en, fr });
const token = decodeURIComponent(location.pathname.split('/')[2] ?? '');
const visit = createVisit({
  cancel: () => ask<Ticket>(`/api/v1/tickets/${encodeURIComponent(token)}/cancel`, { method: 'POST', body: {} }),
  sentence: (error) => (error instanceof Refusal ? error.message : texts('lost', { time: '' })),
  called: () => navigator.vibrate?.([300, 200, 300]),
});
const watch = new Watch<Ticket & Stamped & { at: string }>('/visitor', () => ({ token }), {
  view: visit.take,
  refused: () => {
    visit.gone.value = true;
  },
});
render(<Visit visit={visit} live={watch.live} texts={texts} />, document.getElementById('page') as HTMLElement);
