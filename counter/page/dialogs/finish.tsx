/** How did the service end? Asked only where the network wants to know. */
import { outcomesOf } from '../model/counter';
import { inWords } from '../parts/words';
import { About } from './about';
import { type DialogProps, Frame } from './frame';

export function Finish({ model, texts, view, ticket }: DialogProps) {
  const end = (outcome: string | null) => model.deeds.act('finish', outcome ? { outcome } : {});
  return (
    <Frame model={model} texts={texts} name="finish">
      <About ticket={ticket} texts={texts} />
      <h3>{texts('choose_outcome')}</h3>
      <div class="stack">
        {outcomesOf(view).map((one, at) => (
          <button
            key={one.code}
            type="button"
            class="quiet"
            data-digit={at + 1}
            autofocus={at === 0}
            onClick={() => end(one.code)}
          >
            <kbd>{at + 1}</kbd> {inWords(one.names)}
          </button>
        ))}
        <button type="button" class="quiet" data-digit={0} onClick={() => end(null)}>
          <kbd>0</kbd> {texts('without_outcome')}
        </button>
      </div>
    </Frame>
  );
}
