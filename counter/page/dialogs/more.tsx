/** What else can be done? Each with a digit, so that a keypad alone is enough. */
import { MORE } from '../model/acts';
import { named } from '../parts/words';
import { type DialogProps, Frame } from './frame';

export function More({ model, texts }: DialogProps) {
  return (
    <Frame model={model} texts={texts} name="more">
      <div class="stack">
        {MORE.map((action, at) => (
          <button
            key={action}
            type="button"
            class="quiet"
            data-digit={at + 1}
            autofocus={at === 0}
            aria-disabled={!model.may.value.has(action)}
            onClick={() => {
              if (model.may.value.has(action)) model.dialogs.close();
              model.perform(action);
            }}
          >
            <kbd>{at + 1}</kbd> {named(action, texts)}
          </button>
        ))}
      </div>
    </Frame>
  );
}
