/** What keeps a visitor on this page? Keys, gestures and menus of the browser do nothing here. */

/** Keys with a meaning on the page, besides those that write a character. */
const OURS = new Set([
  'Tab',
  'Enter',
  'Escape',
  'Backspace',
  'Delete',
  'Home',
  'End',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Shift',
  'CapsLock',
  'Dead',
  'Process',
  'Unidentified',
]);

export type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/** Whether a key may do what it does by itself. */
export function isHarmless({ key, ctrlKey, altKey, metaKey }: Pressed): boolean {
  // AltGr is Ctrl and Alt to some systems, and writes a character.
  const isCharacter = [...key].length === 1;
  if (ctrlKey && altKey && !metaKey) return isCharacter && !/[a-z0-9 ]/i.test(key);
  return !ctrlKey && !altKey && !metaKey && (isCharacter || OURS.has(key));
}

const STOPPED = ['contextmenu', 'dragstart', 'dragover', 'drop', 'gesturestart', 'auxclick', 'copy', 'cut', 'paste'];

export function guard(): void {
  for (const name of STOPPED) addEventListener(name, stop);
  addEventListener('selectstart', (event) => event.target instanceof HTMLInputElement || stop(event));
  addEventListener('keydown', (event) => isHarmless(event) || stop(event), true);
  addEventListener('wheel', (event) => event.ctrlKey && stop(event), { passive: false });
  addEventListener('touchmove', (event) => event.touches.length > 1 && stop(event), { passive: false });
  // "Back", by a mouse's button or a swipe from the edge, finds this page again.
  history.pushState(null, '', location.href);
  addEventListener('popstate', () => history.pushState(null, '', location.href));
}

function stop(event: Event): void {
  event.preventDefault();
}

/** A page that has failed is loaded again, no sooner after it was loaded than this. */
const LIVES_MS = 5000;

/** Nobody stands by to reload a page that shows nothing: whatever goes wrong here, the next visitor finds a whole one. */
export function revive(): void {
  let isOver = false;
  const reload = () => {
    if (isOver) return;
    isOver = true;
    setTimeout(() => location.reload(), Math.max(0, LIVES_MS - performance.now()));
  };
  addEventListener('error', reload);
  addEventListener('unhandledrejection', reload);
}

const CORNER_PX = 120;
const HELD_MS = 3000;

/** The hidden way for staff: a finger held in the upper left corner. */
export function corner(page: HTMLElement, onHeld: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const release = () => clearTimeout(timer);
  page.addEventListener('pointerdown', ({ clientX, clientY }) => {
    release();
    if (clientX < CORNER_PX && clientY < CORNER_PX) timer = setTimeout(onHeld, HELD_MS);
  });
  for (const name of ['pointerup', 'pointercancel', 'pointerleave']) page.addEventListener(name, release);
}
