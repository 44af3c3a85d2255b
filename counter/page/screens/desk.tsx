/** The counter at work: who is here, what may be done, who waits. */
import type { Signal } from '@preact/signals';
import { now, productMs } from '../../../server/pages/shared/clock';
import { hourOf, minutes, shown } from '../../../server/pages/shared/numbers';
import { language, type Texts } from '../../../server/pages/shared/texts';
import type { CounterView, Names, Ticket } from '../../../server/pages/shared/wire';
import type { CounterModel, Verb } from '../model';
import { Queue } from '../parts/queue';
import type { Shown } from './page';

const BUTTONS: readonly { verb: Verb; key: string; text: string }[] = [
  { verb: 'call-next', key: '+', text: 'call_next' },
  { verb: 'recall', key: '1', text: 'recall' },
  { verb: 'start', key: '2', text: 'start' },
  { verb: 'no-show', key: '3', text: 'no_show' },
  { verb: 'finish', key: '0', text: 'finish' },
];

export function Desk({ model, counter, live, texts }: Shown & { live: Signal<boolean> | undefined }) {
  const view = model.view.value as CounterView;
  const names = view.branch_names as Names;
  return (
    <main class="desk">
      <header>
        <h1>
          {texts('title', { counter })} <small>{names[language.value]}</small>
        </h1>
        <p>
          {texts('officer', { badge: view.officer ?? '' })} · <Services view={view} />
        </p>
        <p class={`state ${view.state}`}>
          ● {texts('state', { state: view.state })} · <span class="time">{hourOf(now.value || view.at)}</span>
        </p>
      </header>
      {live && !live.value && (
        <p class="lost" role="alert">
          ⚠ {texts('lost', { time: hourOf(view.at) })}
        </p>
      )}
      <section class="present" aria-live="polite">
        {view.ticket ? (
          <Present ticket={view.ticket} texts={texts} />
        ) : (
          <p class="nobody">{texts(model.nobodyWaits.value ? 'nobody_waits' : 'nobody')}</p>
        )}
      </section>
      <Buttons model={model} texts={texts} />
      {model.pausing.value && <Pause model={model} texts={texts} />}
      <p class="keys">{texts('keys')}</p>
      <Queue view={view} texts={texts} />
    </main>
  );
}

function Services({ view }: { view: CounterView }) {
  const catalogue = view.catalogue as unknown as { code: string; names: Names }[];
  const served = catalogue.filter((service) => view.services.includes(service.code));
  return <>{served.map((service) => service.names[language.value]).join(', ')}</>;
}

function Present({ ticket, texts }: { ticket: Ticket; texts: Texts }) {
  const step = ticket.steps[ticket.step ?? 0];
  const since = step?.started_at ?? step?.called_at;
  const ms = since ? (productMs() ?? 0) - Date.parse(since) : 0;
  // Reading `now` lets the time go on.
  void now.value;
  return (
    <>
      <p class="state-word">{texts(ticket.state === 'serving' ? 'serving' : 'called')}</p>
      <p class="number">{shown(ticket.number)}</p>
      <p class="elapsed">{minutes(ms / 1000)}</p>
      <p class="about">
        {(ticket.service_names as Names)[language.value]} · {texts('visitor_language', { language: ticket.language })}
        {(ticket.dossiers ?? 1) > 1 && ` · ${texts('dossiers', { count: ticket.dossiers })}`}
        {ticket.needs.map((need) => (
          <b key={need}> · {texts('needs', { need: need.replace('-', '') })}</b>
        ))}
      </p>
    </>
  );
}

function Buttons({ model, texts }: { model: CounterModel; texts: Texts }) {
  const view = model.view.value as CounterView;
  const may = (verb: Verb) => model.allowed.value.has(verb) && !model.busy.value;
  return (
    <section class="buttons" aria-busy={model.busy.value}>
      {BUTTONS.map(({ verb, key, text }) => (
        <button
          key={verb}
          type="button"
          class={verb === 'call-next' ? 'main' : ''}
          disabled={!may(verb)}
          onClick={() => void model.act(verb)}
        >
          <kbd>{key}</kbd> {texts(text)}
        </button>
      ))}
      {view.state === 'paused' ? (
        <button type="button" disabled={!may('resume')} onClick={() => void model.act('resume')}>
          <kbd>9</kbd> {texts('resume')}
        </button>
      ) : (
        <button
          type="button"
          disabled={!may('pause')}
          onClick={() => {
            model.pausing.value = true;
          }}
        >
          <kbd>9</kbd> {texts('pause')}
        </button>
      )}
      <button
        type="button"
        class="quiet"
        disabled={!may('open')}
        onClick={() => {
          model.choosing.value = true;
        }}
      >
        {texts('change')}
      </button>
      <button type="button" class="quiet" disabled={!may('close')} onClick={() => void model.act('close')}>
        {texts('close')}
      </button>
    </section>
  );
}

function Pause({ model, texts }: { model: CounterModel; texts: Texts }) {
  return (
    <section class="buttons" aria-label={texts('reason')}>
      <span>{texts('reason')}:</span>
      {['break', 'lunch', 'work'].map((reason) => (
        <button key={reason} type="button" class="quiet" onClick={() => void model.act('pause', { reason })}>
          {texts(`reason_${reason}`)}
        </button>
      ))}
      <button
        type="button"
        class="quiet"
        onClick={() => {
          model.pausing.value = false;
        }}
      >
        {texts('cancel')}
      </button>
    </section>
  );
}
