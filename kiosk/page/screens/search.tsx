/** A procedure found by plain words, what to bring for it, and the number for it. */
import { focused } from '../../../server/pages/shared/parts/focus';
import { language } from '../../../server/pages/shared/texts';
import { isLater } from '../model/later';
import type { AgentState, Found } from '../model/world';
import { Back } from '../parts/back';
import { Keyboard } from '../parts/keyboard';
import { inWords, nameOf, waitOf } from '../parts/words';
import type { Shown } from './kiosk';

/** How many results have room beside the keyboard, with ordinary and with large letters. */
const ROOM = { tall: [8, 6], flat: [8, 4] } as const;

export function Search({ kiosk, known, texts }: Shown & { known: AgentState }) {
  const { query, found, isAnswered, look, type, erase } = kiosk.search;
  const room = ROOM[kiosk.isTall() ? 'tall' : 'flat'][kiosk.bigger.value ? 1 : 0];
  return (
    <section class="search">
      <h2 id="asked">{texts('search_title')}</h2>
      <div class="field">
        <Back kiosk={kiosk} texts={texts} />
        <input
          type="text"
          inputMode="none"
          autocomplete="off"
          spellcheck={false}
          aria-labelledby="asked"
          value={query.value}
          placeholder={texts('search_hint')}
          ref={focused}
          onInput={(event) => void look(event.currentTarget.value)}
        />
      </div>
      <div class="results">
        <p role="status">{isAnswered.value && texts('found', { count: Math.min(found.value.length, room) })}</p>
        <ul>
          {found.value.slice(0, room).map((one) => (
            <li key={`${one.service} ${one.names.vi}`}>
              <button type="button" class="quiet" onClick={() => kiosk.go({ name: 'procedure', found: one })}>
                <b>{inWords(one.names)}</b>
                <span>{texts('at_service', { name: nameOf(known, one.service) })}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <Keyboard texts={texts} onType={(letter) => void type(letter.toLowerCase())} onErase={() => void erase()} />
    </section>
  );
}

export function Procedure({ kiosk, known, found, texts }: Shown & { known: AgentState; found: Found }) {
  const service = known.services.find((one) => one.code === found.service);
  const papers = found.documents[language.value];
  return (
    <section class="procedure">
      <h2 tabIndex={-1} ref={focused}>
        {inWords(found.names)}
      </h2>
      {service && (
        <p class="chosen">
          {texts('at_service', { name: inWords(service.names) })} · {waitOf(service, texts)}
        </p>
      )}
      <div class="papers">
        <h3>{texts('bring')}</h3>
        {papers.length ? (
          <ul>
            {papers.map((paper) => (
              <li key={paper}>{paper}</li>
            ))}
          </ul>
        ) : (
          <p>{texts('bring_unknown')}</p>
        )}
      </div>
      <div class="below">
        <Back kiosk={kiosk} texts={texts} />
        <button
          type="button"
          class="answer"
          disabled={!service || !(service.open || isLater(known, service))}
          onClick={() => kiosk.later.choose(found.service, { procedure: found.procedure })}
        >
          {texts('take_number')}
        </button>
      </div>
    </section>
  );
}
