/** A sentence for the hall, typed in each language; said once or again and again, until an hour or the end of the day. */
import { hourOf } from '../../shared/numbers';
import { inWords, LANGUAGE_NAMES, LANGUAGES } from '../../shared/texts';
import type { Names } from '../../shared/wire';
import { instantOf } from '../model';
import type { Shown } from '../screens/page';

const EVERY_MIN = [5, 15, 30, 60];

export function Say({ desk, texts, at }: Shown & { at: string }) {
  const say = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    const told = Object.fromEntries(LANGUAGES.map((one) => [one, String(fields.get(one)).trim()])) as Names;
    const every = String(fields.get('every'));
    const until = String(fields.get('until'));
    const sentence = { texts: told, everyMin: every ? Number(every) : null, ends: until ? instantOf(until, at) : null };
    void desk.say(sentence).then((isDone) => isDone && form.reset());
  };
  return (
    <section aria-labelledby="say">
      <h2 id="say">{texts('say')}</h2>
      {desk.notices.value.length > 0 && (
        <ul class="notices">
          {desk.notices.value.map((one) => (
            <li key={one.id}>
              <span>
                {inWords(one.texts)} <small>{texts('until', { time: hourOf(one.ends_at) })}</small>
              </span>
              <button type="button" class="quiet small" onClick={() => void desk.end(one.id)}>
                {texts('end')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={say}>
        {LANGUAGES.map((one) => (
          <label key={one}>
            {LANGUAGE_NAMES[one]}
            <input name={one} lang={one} required maxLength={300} autocomplete="off" />
          </label>
        ))}
        <div class="line">
          <label>
            {texts('every')}
            <select name="every">
              <option value="">{texts('once')}</option>
              {EVERY_MIN.map((one) => (
                <option key={one} value={one}>
                  {texts('every_min', { minutes: one })}
                </option>
              ))}
            </select>
          </label>
          <label>
            {texts('ends')}
            <input name="until" type="time" />
          </label>
          <button type="submit" disabled={desk.busy.value || at === ''}>
            {texts('do_say')}
          </button>
        </div>
      </form>
    </section>
  );
}
