/** The frame of every screen: branch, time, language, and the modes for who sees or reaches less. */
import { now } from '../../../server/pages/shared/clock';
import { hourOf } from '../../../server/pages/shared/numbers';
import { Languages } from '../../../server/pages/shared/parts/languages';
import { language, type Texts } from '../../../server/pages/shared/texts';
import type { AgentState, KioskModel } from '../model';
import { Home } from './home';
import { Issued } from './issued';
import { Priority } from './priority';

export interface Shown {
  kiosk: KioskModel;
  texts: Texts;
}

export function Kiosk({ kiosk, texts }: Shown) {
  const known = kiosk.known.value;
  document.title = texts('title');
  if (!known) return <main class="kiosk plain">{texts('no-server.detail')}</main>;
  const modes = [kiosk.bigger.value && 'bigger', kiosk.contrast.value && 'contrast', kiosk.low.value && 'low'];
  return (
    <div class={`kiosk ${modes.filter(Boolean).join(' ')}`}>
      <header>
        <h1>{known.names[language.value]}</h1>
        <p class="time">{hourOf(now.value || known.at)}</p>
      </header>
      <div class="top">
        <Languages label={texts('language')} among={known.languages} />
        <Modes kiosk={kiosk} texts={texts} />
      </div>
      {known.link === 'down' && (
        <p class="notice" role="alert">
          ⚠ {texts('link_down', { time: hourOf(known.told_at) })}
        </p>
      )}
      {kiosk.message.value && (
        <p class="notice" role="alert">
          ⚠ {kiosk.message.value}
        </p>
      )}
      <main>
        <Screen kiosk={kiosk} known={known} texts={texts} />
      </main>
      {kiosk.warning.value !== null && <Warning kiosk={kiosk} seconds={kiosk.warning.value} texts={texts} />}
    </div>
  );
}

function Screen({ kiosk, known, texts }: Shown & { known: AgentState }) {
  const screen = kiosk.screen.value;
  if (screen.name === 'ticket') return <Issued kiosk={kiosk} ticket={screen.ticket} texts={texts} />;
  if (screen.name === 'sending') return <Plain say={texts('sending')} />;
  if (!known.open) return <Plain say={texts('closed')} />;
  if (screen.name === 'priority')
    return <Priority kiosk={kiosk} known={known} service={screen.service} texts={texts} />;
  return <Home kiosk={kiosk} known={known} texts={texts} />;
}

function Plain({ say }: { say: string }) {
  return (
    <h2 class="plain" tabIndex={-1} ref={focus}>
      {say}
    </h2>
  );
}

function Modes({ kiosk, texts }: Shown) {
  return (
    <div class="modes">
      <button type="button" class="quiet" aria-pressed={kiosk.bigger.value} onClick={() => turn(kiosk, 'bigger')}>
        A+ {texts('bigger')}
      </button>
      <button type="button" class="quiet" aria-pressed={kiosk.contrast.value} onClick={() => turn(kiosk, 'contrast')}>
        ◐ {texts('contrast')}
      </button>
      <button type="button" class="quiet" onClick={() => turn(kiosk, 'low')}>
        {kiosk.low.value ? '⤒' : '⤓'} {texts(kiosk.low.value ? 'higher' : 'lower')}
      </button>
    </div>
  );
}

/** A screen that comes is read out, and keys go on from its head. */
export function focus(element: HTMLElement | null): void {
  element?.focus();
}

function turn(kiosk: KioskModel, mode: 'bigger' | 'contrast' | 'low'): void {
  kiosk[mode].value = !kiosk[mode].value;
  kiosk.stay();
}

function Warning({ kiosk, seconds, texts }: Shown & { seconds: number }) {
  return (
    <div class="warning" role="alertdialog" aria-labelledby="still">
      <p id="still">{texts('still_there', { seconds })}</p>
      <button type="button" ref={focus} onClick={kiosk.stay}>
        {texts('yes_still')}
      </button>
    </div>
  );
}
