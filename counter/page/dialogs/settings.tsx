/** Which key shall do what? Letters are not taken, and no key does two things. */
import { useState } from 'preact/hooks';
import { ACTIONS, type Action } from '../model/acts';
import { SLOTS } from '../model/keys';
import { keyNamed, named } from '../parts/words';
import { type DialogProps, Frame } from './frame';

interface Slot {
  action: Action;
  at: number;
}

export function Settings({ model, texts }: DialogProps) {
  const { keys } = model;
  const [slot, setSlot] = useState<Slot | null>(null);
  const [said, setSaid] = useState('');
  const catchKey = (event: KeyboardEvent) => {
    if (!slot || ['Tab', 'Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    setSlot(null);
    if (event.key === 'Escape') return setSaid('');
    const told = keys.assign(slot.action, slot.at, event.code);
    const [act, key] = [named(slot.action, texts), keyNamed(event.code, texts)];
    if (told.result === 'assigned') setSaid(texts('keys_assigned', { act, key }));
    else if (told.result === 'taken') setSaid(texts('keys_taken', { key, act: named(told.by, texts) }));
    else setSaid(texts('keys_not_allowed'));
  };
  return (
    <Frame model={model} texts={texts} name="settings" wide>
      <p class="hint">{texts('keys_hint')}</p>
      <p role="status" class="told">
        {slot ? texts('keys_press') : said}
      </p>
      <div class="long" onKeyDownCapture={catchKey}>
        <table class="key-table">
          <tbody>
            {ACTIONS.map((action) => (
              <tr key={action}>
                <th scope="row">{named(action, texts)}</th>
                {Array.from({ length: SLOTS }, (_, at) => {
                  const code = keys.keys.value[action]?.[at] ?? '';
                  const key = code ? keyNamed(code, texts) : texts('keys_none');
                  const waits = slot?.action === action && slot.at === at;
                  return (
                    <td key={at}>
                      <button
                        type="button"
                        class="quiet small"
                        aria-pressed={waits}
                        aria-label={texts('keys_first', { act: named(action, texts), key })}
                        onClick={() => setSlot(waits ? null : { action, at })}
                      >
                        {waits ? '…' : key}
                      </button>
                      {code && (
                        <button
                          type="button"
                          class="quiet small clear"
                          aria-label={texts('keys_clear', { act: named(action, texts), key })}
                          onClick={() => keys.clear(action, at)}
                        >
                          ×
                        </button>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <button
        type="button"
        class="quiet"
        onClick={() => {
          keys.restore();
          setSaid(texts('keys_restored'));
        }}
      >
        {texts('keys_restore')}
      </button>
    </Frame>
  );
}
