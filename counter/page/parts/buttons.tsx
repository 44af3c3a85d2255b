/** Every action of the numeric pad, as a button that names its key. */
import type { Action } from '../model/acts';
import type { Shown } from '../screens/page';
import { Key } from './key';
import { named } from './words';

const ROWS: readonly Action[] = [
  'call-next',
  'recall',
  'start',
  'no-show',
  'finish',
  'pause',
  'transfer',
  'hold',
  'bring-back',
  'take',
  'more',
  'find',
];

export function Buttons({ model, texts }: Shown) {
  const paused = model.board.shown.value?.state === 'paused';
  return (
    <section class="buttons">
      {ROWS.map((action) => (
        <Press key={action} action={action} model={model} texts={texts} class={action === 'call-next' ? 'main' : ''}>
          {named(action === 'pause' && paused ? 'resume' : action, texts)}
        </Press>
      ))}
    </section>
  );
}

interface PressProps extends Shown {
  action: Action;
  class?: string;
  children: string;
}

/** A button stays reachable when its action is not: who is on it by key does not lose the place. */
export function Press({ action, model, texts, class: name = '', children }: PressProps) {
  return (
    <button
      type="button"
      class={name}
      aria-disabled={!model.may.value.has(action)}
      onClick={() => model.perform(action)}
    >
      {action === 'find' ? <kbd>Ctrl K</kbd> : <Key action={action} model={model} texts={texts} />}{' '}
      <span>{children}</span>
    </button>
  );
}
