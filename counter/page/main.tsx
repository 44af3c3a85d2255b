/** An officer's page: /counter/{branch}/{counter} */
import { render } from 'preact';
import en from '../../config/i18n/en/counter.json';
import fr from '../../config/i18n/fr/counter.json';
import vi from '../../config/i18n/vi/counter.json';
import { hear, run } from '../../server/pages/shared/clock';
import { ask, once, Refusal, Unreached, Watch } from '../../server/pages/shared/link';
import { speakAsBefore, textsOf } from '../../server/pages/shared/texts';
import '../../server/pages/shared/tokens.css';
import type { CounterAnswer, CounterView, Demo, Session } from '../../server/pages/shared/wire';
import { createCounter } from './model';
import { Page } from './screens/page';
import './style.css';

speakAsBefore();
const texts = textsOf({ vi, en, fr });
const [, , branch, counter] = location.pathname.split('/').map(decodeURIComponent) as [string, string, string, string];
const base = `/api/v1/branches/${encodeURIComponent(branch)}/counters/${encodeURIComponent(counter)}`;
let watching: Watch<CounterView> | null = null;

const model = createCounter({
  session: () => orNull(ask<Session>('/api/v1/session')),
  signIn: (login, password) => ask<Session>('/api/v1/session', { method: 'POST', body: { login, password } }),
  signOut: async (csrf) => {
    await ask('/api/v1/session', { method: 'DELETE', csrf });
    watching?.close();
    watching = null;
  },
  demo: () => orNull(ask<Demo>('/api/v1/demo')),
  act: (verb, body, csrf) => once<CounterAnswer>(`${base}/${verb}`, { body, csrf }),
  watch: () => {
    watching?.close();
    watching = new Watch<CounterView>('/counter', () => ({ branch, counter }), {
      view: (view) => {
        hear(view.at, (view.clock as { speed: number }).speed);
        model.take(view);
      },
      refused: (problem) => {
        model.message.value = problem.detail;
      },
    });
    draw();
  },
  sentence: (error) =>
    error instanceof Refusal ? error.message : error instanceof Unreached ? texts('unreached') : String(error),
});

/** Where "not signed in" and "no demonstration" are answers, not errors. */
async function orNull<Answer>(answer: Promise<Answer | null>): Promise<Answer | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Refusal || error instanceof Unreached) return null;
    throw error;
  }
}

function draw(): void {
  render(
    <Page model={model} counter={counter} branch={branch} live={watching?.live} texts={texts} />,
    document.getElementById('page') as HTMLElement,
  );
}

addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (!typing && !event.repeat && !event.ctrlKey && !event.altKey && model.press(event.code)) event.preventDefault();
});
run();
draw();
void model.begin();
