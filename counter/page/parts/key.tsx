/** Which key stands for an action here? The first of its keys, or nothing. */
import type { Action } from '../model/acts';
import type { Shown } from '../screens/page';
import { keyNamed } from './words';

export function Key({ action, model, texts }: Shown & { action: Action }) {
  const code = model.keys.keys.value[action]?.find((one) => one !== '');
  return code ? <kbd>{keyNamed(code, texts)}</kbd> : null;
}
