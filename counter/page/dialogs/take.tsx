/** A number for who stands here without one: the same as the kiosk gives, in the same line. */
import { LANGUAGES, language } from '../../../server/pages/shared/texts';
import { ServiceChoices } from '../parts/service-choices';
import { inWords, plain } from '../parts/words';
import { type DialogProps, Frame, numberOf, sent, textOf } from './frame';

const NEEDS = ['deaf', 'low-vision', 'wheelchair', 'interpreter'];

export function Take({ model, texts, view }: DialogProps) {
  const submit = sent((fields) =>
    model.deeds.issue({
      services: [textOf(fields, 'service')],
      language: textOf(fields, 'language'),
      priority: textOf(fields, 'priority'),
      needs: fields.getAll('need'),
      dossiers: numberOf(fields, 'dossiers') ?? 1,
      dossier: textOf(fields, 'code'),
    }),
  );
  return (
    <Frame model={model} texts={texts} name="take" wide>
      <p class="hint">{texts('take_hint')}</p>
      <form onSubmit={submit}>
        <ServiceChoices view={view} texts={texts} />
        <fieldset class="choices columns-2">
          <legend>{texts('take_needs')}</legend>
          {NEEDS.map((need) => (
            <label key={need} class="choice">
              <input type="checkbox" name="need" value={need} />
              <span>{texts('need', { need: plain(need) })}</span>
            </label>
          ))}
        </fieldset>
        <div class="fields">
          <label>
            {texts('take_language')}
            <select name="language" defaultValue={language.value}>
              {LANGUAGES.map((one) => (
                <option key={one} value={one} selected={one === 'vi'}>
                  {texts('speaks_short', { language: one })}
                </option>
              ))}
            </select>
          </label>
          <label>
            {texts('take_priority')}
            <select name="priority">
              <option value="">{texts('take_ordinary')}</option>
              {view.priorities.map((one) => (
                <option key={one.code} value={one.code}>
                  {inWords(one.names)}
                </option>
              ))}
            </select>
          </label>
          <label>
            {texts('take_dossiers')}
            <input name="dossiers" type="number" min={1} max={500} defaultValue={1} required />
          </label>
          <label>
            {texts('take_code')}
            <input name="code" maxLength={64} autocomplete="off" />
          </label>
        </div>
        <button type="submit">{texts('take_do')}</button>
      </form>
      <button type="button" class="quiet" onClick={() => model.openDialog('roll')}>
        {texts('roll_open')}
      </button>
    </Frame>
  );
}
