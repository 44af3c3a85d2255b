/** Where do arrow keys and Tab lead? From one thing that can be chosen to the next, round and round, never out of the page. */

const CHOICES = 'button:not(:disabled), input:not(:disabled)';
const FORWARD = new Set(['ArrowDown', 'ArrowRight']);
const BACKWARD = new Set(['ArrowUp', 'ArrowLeft']);

/** Move the focus if the key does that; returns whether it did. */
export function move(event: KeyboardEvent, page: HTMLElement): boolean {
  const { key, shiftKey } = event;
  const isInField = event.target instanceof HTMLInputElement;
  if (isInField && (key === 'ArrowLeft' || key === 'ArrowRight')) return false;
  const step = FORWARD.has(key) || (key === 'Tab' && !shiftKey) ? 1 : BACKWARD.has(key) || key === 'Tab' ? -1 : 0;
  if (step === 0) return false;
  const among = page.querySelector('[role="alertdialog"]') ?? page;
  const choices = [...among.querySelectorAll<HTMLElement>(CHOICES)];
  choices[next(choices, document.activeElement, step)]?.focus();
  return true;
}

/** From a heading that has the focus it goes on to what follows it. */
function next(choices: readonly HTMLElement[], from: Element | null, step: 1 | -1): number {
  const at = choices.indexOf(from as HTMLElement);
  if (at >= 0) return (at + step + choices.length) % choices.length;
  const follows = (one: HTMLElement) =>
    from !== null && (from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const after = Math.max(0, choices.findIndex(follows));
  return step === 1 ? after : (after - 1 + choices.length) % choices.length;
}
