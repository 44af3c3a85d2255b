/** Letters to touch. No marks: what is searched is found without them, too. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { Icon } from '../../../server/pages/shared/parts/icon';
import type { Texts } from '../../../server/pages/shared/texts';

const LETTERS = ['QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM'];
const DIGITS = '1234567890';

interface KeyboardProps {
  texts: Texts;
  digits?: boolean;
  onType: (character: string) => void;
  onErase: () => void;
}

export function Keyboard({ texts, digits, onType, onErase }: KeyboardProps) {
  const rows = digits ? [DIGITS, ...LETTERS] : LETTERS;
  return (
    <fieldset class="keyboard" aria-label={texts('keyboard')}>
      {rows.map((row, at) => (
        <div key={row}>
          {[...row].map((letter) => (
            <Touched key={letter} onTouch={() => onType(letter)}>
              {letter}
            </Touched>
          ))}
          {at === rows.length - 1 && (
            <>
              {!digits && (
                <Touched wide onTouch={() => onType(' ')}>
                  {texts('space')}
                </Touched>
              )}
              <Touched wide onTouch={onErase}>
                <Icon name="erase" /> {texts('erase')}
              </Touched>
            </>
          )}
        </div>
      ))}
    </fieldset>
  );
}

interface PadProps extends Omit<KeyboardProps, 'digits'> {
  enter: string;
  isReady: boolean;
  onEnter: () => void;
}

/** Digits as on a telephone, and those of a keyboard. */
export function Pad({ texts, enter, isReady, onType, onErase, onEnter }: PadProps) {
  useLayoutEffect(() => {
    const press = ({ key, target }: KeyboardEvent) => {
      if (/^\d$/.test(key)) onType(key);
      else if (key === 'Backspace') onErase();
      else if (key === 'Enter' && isReady && !(target instanceof HTMLButtonElement)) onEnter();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  return (
    <fieldset class="pad" aria-label={texts('digits')}>
      {[...'123456789'].map((digit) => (
        <Touched key={digit} onTouch={() => onType(digit)}>
          {digit}
        </Touched>
      ))}
      <Touched onTouch={onErase}>
        <Icon name="erase" /> <span class="unseen">{texts('erase')}</span>
      </Touched>
      <Touched onTouch={() => onType('0')}>0</Touched>
      <button type="button" disabled={!isReady} onClick={onEnter}>
        {enter}
      </button>
    </fieldset>
  );
}

interface TouchedProps {
  wide?: boolean;
  onTouch: () => void;
  children: ComponentChildren;
}

/** A touch leaves the focus in the field that it writes into; keys may go to the button itself. */
function Touched({ wide, onTouch, children }: TouchedProps) {
  return (
    <button
      type="button"
      class={wide ? 'quiet wide' : 'quiet'}
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTouch}
    >
      {children}
    </button>
  );
}
