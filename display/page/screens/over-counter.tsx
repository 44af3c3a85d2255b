/** The small screen over a counter: its number, who is called to it, what it serves, whether it is open; or what all must know. */
import type { Signal } from '@preact/signals';
import { now } from '../../../server/pages/shared/clock';
import { hourOf, shown } from '../../../server/pages/shared/numbers';
import { Icon } from '../../../server/pages/shared/parts/icon';
import { language, type Texts } from '../../../server/pages/shared/texts';
import type { Names } from '../../../server/pages/shared/wire';
import type { createHall } from '../model';
import { urgentOf } from '../notices';
import { Code } from '../parts/code';
import { Urgent } from '../parts/notices';
import { shiftAt } from '../size';

interface Given {
  hall: ReturnType<typeof createHall>;
  live: Signal<boolean>;
  code: Signal<string | null>;
  counter: string;
  texts: Texts;
}

export function OverCounter({ hall, live, code, counter, texts }: Given) {
  const view = hall.view.value;
  if (!view) return <p class="refused">{texts('connecting')}</p>;
  const sign = view.counters.find((one) => one.code === counter);
  if (!sign) return <p class="refused">{texts('no_counter', { counter })}</p>;
  const there = hall.rows.value.find((row) => row.counter === counter && row.state !== 'left');
  const names = new Map(view.by_service.map((one) => [one.service, (one.names as Names)[language.value]]));
  const shift = shiftAt(Number((now.value || view.at).slice(14, 16)));
  const urgent = urgentOf(view.notices);
  const state = (
    <>
      {texts(`counter_${sign.state}`)}
      {sign.state === 'paused' && sign.back_at && <small> {texts('back_at', { time: hourOf(sign.back_at) })}</small>}
    </>
  );
  return (
    <main
      class={`over ${urgent ? `urgent of-${urgent.kind}` : sign.state}`}
      style={`transform:translate(${shift.x}px,${shift.y}px)`}
    >
      <h1>{texts('counter', { counter })}</h1>
      {urgent ? (
        <Urgent notice={urgent} />
      ) : there ? (
        <div role="status">
          <p class={`number ${there.state}${there.blinking ? ' blinking' : ''}`}>{shown(there.number)}</p>
          {/* Whoever is called, or served, goes on; who waits reads that nobody else is called. */}
          {sign.state !== 'open' && <p class="state beside">{state}</p>}
        </div>
      ) : (
        <p class="state" role="status">
          {state}
        </p>
      )}
      {!urgent && <p class="services">{sign.services.map((code) => names.get(code) ?? code).join(' · ')}</p>}
      <Code code={code.value} texts={texts} />
      {!live.value && (
        <p class="lost" role="alert">
          <Icon name="warn" /> {texts('lost', { time: hourOf(view.at) })}
        </p>
      )}
    </main>
  );
}
