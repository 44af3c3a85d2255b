/** Did a scanner type this? It types what it reads and presses Enter, wherever the focus is; nothing need be touched. */

const PAUSE_MS = 1000;
const SHORTEST = 4;
/** What a paper's code holds: a ticket's address or its token alone, or an appointment's code. No procedure is written so. */
const PAPER = /\/t\/[\w-]{16,}|^[\w-]{22}$|^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/;
const ENDS = ['Enter', 'Tab'];
/** Signs that are keys of the voice, too. */
const VOICE_KEYS = /^[-+*]*$/;

export interface Pressed {
  key: string;
  timeStamp: number;
}

export function createScanner() {
  let typed = '';
  let last = 0;

  /** Take a key; returns what was scanned with the key that ends it, else null. isTyping: a field has the focus. */
  function take({ key, timeStamp }: Pressed, isTyping: boolean): string | null {
    if (key === 'Shift') return null;
    if (timeStamp - last > PAUSE_MS) typed = '';
    last = timeStamp;
    if (key.length === 1) {
      typed += key;
      return null;
    }
    const text = ENDS.includes(key) ? typed.trim() : '';
    typed = '';
    // Some scanners end with Tab; from a hand it leads to the next choice.
    return PAPER.test(text) || (key === 'Enter' && !isTyping && text.length >= SHORTEST) ? text : null;
  }

  /** Whether what comes now stands amid a text: a "-" in a code is no key for the voice. */
  const isAmid = () => !VOICE_KEYS.test(typed);

  return { take, isAmid };
}
