/** Does the screen stand upright or lie? */
import { signal } from '@preact/signals';

const upright = matchMedia('(orientation: portrait)');
export const isTall = signal(upright.matches);
upright.addEventListener('change', () => {
  isTall.value = upright.matches;
});
