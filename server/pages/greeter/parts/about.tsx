/** What should be known of a visitor before he is called? All of it optional. */
import type { Signal } from '@preact/signals';
import { inWords, LANGUAGE_NAMES, type Texts } from '../../shared/texts';
import type { Language } from '../../shared/wire';
import type { About } from '../model/giving';
import type { Known } from '../model/world';
import { plainCode } from './words';

const NEEDS = ['deaf', 'low-vision', 'wheelchair', 'interpreter'] as const;

interface AboutProps {
  about: Signal<About>;
  known: Known | null;
  texts: Texts;
}

export function AboutVisitor({ about, known, texts }: AboutProps) {
  const told = about.value;
  const change = (part: Partial<About>) => {
    about.value = { ...told, ...part };
  };
  return (
    <>
      <label class="field">
        {texts('priority')}
        <select
          value={told.priority ?? ''}
          onChange={(event) => change({ priority: event.currentTarget.value || null })}
        >
          <option value="">{texts('priority_none')}</option>
          {(known?.priorities ?? []).map((one) => (
            <option key={one.code} value={one.code}>
              {inWords(one.names)}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        {texts('speaks')}
        <select value={told.language} onChange={(event) => change({ language: event.currentTarget.value as Language })}>
          {((known?.languages ?? ['vi']) as Language[]).map((one) => (
            <option key={one} value={one} lang={one}>
              {LANGUAGE_NAMES[one]}
            </option>
          ))}
        </select>
      </label>
      <fieldset class="needs">
        <legend>{texts('needs')}</legend>
        {NEEDS.map((need) => (
          <label key={need} class="choice">
            <input
              type="checkbox"
              checked={told.needs.includes(need)}
              onChange={(event) =>
                change({
                  needs: event.currentTarget.checked
                    ? [...told.needs, need]
                    : told.needs.filter((other) => other !== need),
                })
              }
            />
            <span>{texts('need', { need: plainCode(need) })}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
