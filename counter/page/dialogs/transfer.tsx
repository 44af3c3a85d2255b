/** Where is the visitor sent, to whom, and where in that line? */
import { useState } from 'preact/hooks';
import type { Texts } from '../../../server/pages/shared/texts';
import type { CounterView } from '../../../server/pages/shared/wire';
import { Choices } from '../parts/choices';
import { inWords } from '../parts/words';
import { About } from './about';
import { type DialogProps, Frame, numberOf, sent, textOf } from './frame';

const PLACES = ['before', 'by-arrival', 'after'];
const LEVELS = [1, 2, 3];

export function Transfer({ model, texts, view, ticket }: DialogProps) {
  const [service, setService] = useState<string | null>(null);
  const submit = sent((fields) => {
    const [kind, whom] = String(fields.get('whom')).split('=') as [string, string?];
    model.deeds.act('transfer', {
      service: textOf(fields, 'service'),
      counter: kind === 'counter' ? whom : null,
      officer: kind === 'officer' ? whom : null,
      place: textOf(fields, 'place'),
      back: fields.has('back'),
      level: numberOf(fields, 'level'),
      note: textOf(fields, 'note'),
    });
  });
  return (
    <Frame model={model} texts={texts} name="transfer" wide>
      <About ticket={ticket} texts={texts} />
      <form onSubmit={submit}>
        <Choices
          name="service"
          label={texts('transfer_to')}
          choices={view.catalogue.map((one) => ({
            value: one.code,
            word: `${one.letter} ${inWords(one.names)}`,
            aside: texts('open_counters', { count: serving(view, one.code).length }),
          }))}
          required
          digits
          first
          columns={2}
          onChoose={setService}
        />
        <div class="fields">
          <Whom key={service} view={view} service={service} texts={texts} />
          <label>
            {texts('transfer_level')}
            <select name="level">
              {LEVELS.map((level) => (
                <option key={level} value={level}>
                  {texts('level', { level: String(level) })}
                </option>
              ))}
            </select>
          </label>
        </div>
        <Choices
          name="place"
          label={texts('transfer_place')}
          choices={PLACES.map((one) => ({ value: one, word: texts(`place_${one.replaceAll('-', '')}`) }))}
          chosen="by-arrival"
          columns={3}
        />
        <label>
          {texts('transfer_note')}
          <input name="note" maxLength={200} autocomplete="off" />
        </label>
        <label class="choice">
          <input type="checkbox" name="back" />
          <span>{texts('transfer_back')}</span>
        </label>
        <button type="submit">{texts('transfer')}</button>
      </form>
    </Frame>
  );
}

interface WhomProps {
  view: CounterView;
  service: string | null;
  texts: Texts;
}

/** Anybody, or one of those who serve it now. */
function Whom({ view, service, texts }: WhomProps) {
  const able = service === null ? [] : serving(view, service);
  return (
    <label>
      {texts('transfer_who')}
      <select name="whom">
        <option value="anybody">{texts('transfer_anybody')}</option>
        <optgroup label={texts('transfer_counters')}>
          {able.map((one) => (
            <option key={one.counter} value={`counter=${one.counter}`}>
              {texts('transfer_counter', { counter: one.counter, state: one.state })}
            </option>
          ))}
        </optgroup>
        <optgroup label={texts('transfer_officers')}>
          {able
            .filter((one) => one.officer !== null)
            .map((one) => (
              <option key={one.counter} value={`officer=${one.officer}`}>
                {texts('transfer_officer', { badge: one.officer, counter: one.counter })}
              </option>
            ))}
        </optgroup>
      </select>
    </label>
  );
}

function serving(view: CounterView, service: string): CounterView['colleagues'] {
  return view.colleagues.filter((one) => one.services.includes(service));
}
