/** The frame of every screen: branch, time, printer, language, and the modes for who sees, hears or reaches less. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { now } from '../../../server/pages/shared/clock';
import { hourOf } from '../../../server/pages/shared/numbers';
import { focused } from '../../../server/pages/shared/parts/focus';
import { Icon, type IconName } from '../../../server/pages/shared/parts/icon';
import { Languages } from '../../../server/pages/shared/parts/languages';
import type { Texts } from '../../../server/pages/shared/texts';
import type { KioskModel, Mode } from '../model/kiosk';
import type { AgentState } from '../model/world';
import { PrinterLamp } from '../parts/lamp';
import { inWords } from '../parts/words';
import type { Voice } from '../voice/line';
import { ScreenOf } from './screen';
import { Staff } from './staff';

export interface Shown {
  kiosk: KioskModel;
  texts: Texts;
}

export function Kiosk({ kiosk, texts, voice }: Shown & { voice: Voice }) {
  const known = kiosk.known.value;
  const modes = [kiosk.bigger.value && 'bigger', kiosk.contrast.value && 'contrast', kiosk.low.value && 'low'];
  document.title = texts('title');
  return (
    <div class={`kiosk ${modes.filter(Boolean).join(' ')}`}>
      {kiosk.screen.value.name === 'staff' ? (
        <Staff kiosk={kiosk} texts={texts} />
      ) : known ? (
        <Visitors kiosk={kiosk} known={known} texts={texts} voice={voice} />
      ) : (
        <main class="plain">
          <h1>{texts('no-server.detail')}</h1>
        </main>
      )}
    </div>
  );
}

function Visitors({ kiosk, known, texts, voice }: Shown & { known: AgentState; voice: Voice }) {
  return (
    <>
      <header>
        <h1>{inWords(known.names)}</h1>
        <PrinterLamp lamp={kiosk.lamp.value} texts={texts} />
        <p class="time">{hourOf(now.value || known.at)}</p>
      </header>
      <div class="top">
        <Languages label={texts('language')} among={known.languages} />
        <Modes kiosk={kiosk} known={known} texts={texts} />
      </div>
      {kiosk.aloud.value && <Listening voice={voice} texts={texts} />}
      {known.link === 'down' && <Notice say={texts('link_down', { time: hourOf(known.told_at) })} />}
      {kiosk.message.value && <Notice say={kiosk.message.value} />}
      <main>
        <ScreenOf key={kiosk.place.value} kiosk={kiosk} known={known} texts={texts} />
      </main>
      {kiosk.warning.value !== null && <Warning kiosk={kiosk} seconds={kiosk.warning.value} texts={texts} />}
    </>
  );
}

export function Notice({ say }: { say: string }) {
  return (
    <p class="notice" role="alert">
      <Icon name="warn" /> {say}
    </p>
  );
}

function Modes({ kiosk, known, texts }: Shown & { known: AgentState }) {
  const mode = (name: Mode, icon: IconName, word: string, pressed?: boolean) => (
    <button type="button" class="quiet" aria-pressed={pressed} onClick={() => kiosk.turn(name)}>
      <Icon name={icon} /> {texts(word)}
    </button>
  );
  return (
    <div class="modes">
      <button type="button" class="quiet" aria-pressed={kiosk.bigger.value} onClick={() => kiosk.turn('bigger')}>
        <b>A+</b> {texts('bigger')}
      </button>
      {mode('contrast', 'contrast', 'contrast', kiosk.contrast.value)}
      {kiosk.low.value ? mode('low', 'up', 'higher') : mode('low', 'down', 'lower')}
      {known.speech && mode('aloud', 'sound', 'listen', kiosk.aloud.value)}
    </div>
  );
}

/** That the page speaks, what it says, and which keys it knows: to be seen, since it is not heard beside the headset. */
function Listening({ voice, texts }: { voice: Voice; texts: Texts }) {
  return (
    <p class="listening">
      <Icon name="sound" /> {voice.works.value ? voice.said.value || texts('listening') : texts('no_speech')}
    </p>
  );
}

/** When it goes, keys go on from where they were. */
function Warning({ kiosk, seconds, texts }: Shown & { seconds: number }) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    focused(button.current);
    return () => before instanceof HTMLElement && focused(before);
  }, []);
  return (
    <div class="warning" role="alertdialog" aria-labelledby="still">
      <p id="still">{texts('still_there', { seconds })}</p>
      <button type="button" ref={button} aria-describedby="still" onClick={kiosk.stay}>
        {texts('yes_still')}
      </button>
    </div>
  );
}
