/** Did a scanner type this? It types what it reads and presses Enter, wherever the focus is. */

const PAUSE_MS = 1000;
const SHORTEST = 4;
/** What a ticket's code holds: its address, or the token alone. No procedure is written so. */
const TICKET = /\/t\/[\w-]{16,}|^[\w-]{22}$/;

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
    const text = key === 'Enter' ? typed.trim() : '';
    typed = '';
    return TICKET.test(text) || (!isTyping && text.length >= SHORTEST) ? text : null;
  }

  return { take };
}
