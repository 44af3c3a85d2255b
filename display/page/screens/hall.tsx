/** The hall display: who is called, to where, who may come next, and what the hall is told. */
import type { Signal } from '@preact/signals';
import { now } from '../../../server/pages/shared/clock';
import { hourOf } from '../../../server/pages/shared/numbers';
import { Icon } from '../../../server/pages/shared/parts/icon';
import { language, type Texts } from '../../../server/pages/shared/texts';
import type { Names } from '../../../server/pages/shared/wire';
import { boardOf, type createHall, TALL, WIDE } from '../model';
import { urgentOf } from '../notices';
import { Board, Filling } from '../parts/board';
import { Code } from '../parts/code';
import { isTall } from '../parts/format';
import { Idle } from '../parts/idle';
import { Notices, Urgent } from '../parts/notices';
import { Upcoming } from '../parts/upcoming';
import { scaleOf, shiftAt } from '../size';
import { broken, muted, unmute } from '../voice';

type HallModel = ReturnType<typeof createHall>;

interface Given {
  hall: HallModel;
  live: Signal<boolean>;
  code: Signal<string | null>;
  texts: Texts;
}

export function Hall({ hall, live, code, texts }: Given) {
  const view = hall.view.value;
  if (!view) return <p class="refused">{texts('connecting')}</p>;
  const clock = now.value || view.at;
  const shift = shiftAt(Number(clock.slice(14, 16)));
  const urgent = urgentOf(view.notices);
  const calls = hall.filling.value;
  return (
    <div
      class={`hall${urgent ? ` urgent of-${urgent.kind}` : ''}`}
      style={`--scale:${scaleOf(view.screen)};transform:translate(${shift.x}px,${shift.y}px)`}
    >
      <header>
        <h1>{(view.branch_names as Names)[language.value]}</h1>
        <p class="time">
          {hourOf(clock)} · {texts('weekday', { day: weekday(clock) })}
        </p>
      </header>
      <main>
        {urgent ? (
          <Urgent notice={urgent} />
        ) : calls.length > 0 ? (
          <Filling calls={calls} texts={texts} />
        ) : hall.rows.value.length === 0 ? (
          <Idle nobody={texts(view.open ? 'nobody' : 'closed')} />
        ) : (
          <Board board={boardOf(hall.rows.value, hall.page.value, isTall.value ? TALL : WIDE)} texts={texts} />
        )}
      </main>
      {!urgent && <Upcoming view={view} texts={texts} />}
      <footer>
        {live.value && urgent ? (
          <p />
        ) : live.value ? (
          <Notices view={view} turn={hall.turns.value} texts={texts} />
        ) : (
          <p class="lost" role="alert">
            <Icon name="warn" /> {texts('lost', { time: hourOf(view.at) })}
          </p>
        )}
        <Code code={code.value} texts={texts} />
        {broken.value && (
          <p class="silent">
            <Icon name="mute" /> {texts('silent')}
          </p>
        )}
        {muted.value && (
          <button type="button" onClick={() => void unmute()}>
            <Icon name="sound" /> {texts('sound')}
          </button>
        )}
      </footer>
    </div>
  );
}

/** Sunday is 0; from the date that the server's offset says. */
function weekday(instant: string): number {
  return new Date(`${instant.slice(0, 10)}T00:00:00Z`).getUTCDay();
}
