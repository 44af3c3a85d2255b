/** Who of those on hold is called to the counter now? */
import { shown } from '../../../server/pages/shared/numbers';
import { heldFacts, mineFirst } from '../parts/held';
import { serviceNamed } from '../parts/words';
import { type DialogProps, Frame } from './frame';

export function BringBack({ model, texts, view }: DialogProps) {
  return (
    <Frame model={model} texts={texts} name="bring-back">
      <p class="hint">{texts('bring_back_hint')}</p>
      <div class="stack scrolls">
        {mineFirst(view.held).map((one, at) => (
          <button
            key={one.id}
            type="button"
            class="quiet"
            data-digit={at < 9 ? at + 1 : undefined}
            autofocus={at === 0}
            onClick={() => model.deeds.act('call', { number: one.number }, { number: one.number })}
          >
            {at < 9 && <kbd>{at + 1}</kbd>} <b>{shown(one.number)}</b>
            <span>
              {serviceNamed(view, one.service)} <small>{heldFacts(one, texts)}</small>
            </span>
          </button>
        ))}
      </div>
      {view.held.length === 0 && <p>{texts('held_none')}</p>}
    </Frame>
  );
}
