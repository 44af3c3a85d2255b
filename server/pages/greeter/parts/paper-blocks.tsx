/** The blocks of a paper, by the names that the network's layout has for them; what has no value is left out. */
import type { ComponentChildren } from 'preact';
import { hourOf, shown } from '../../shared/numbers';
import type { Texts } from '../../shared/texts';
import type { Language, Names, Ticket } from '../../shared/wire';
import type { Appointment } from '../model/printing';
import { Code } from './code';
import { dayValues, rangeOf } from './words';

/** below: whether what matters stands in Vietnamese too. words: of a kiosk's paper; texts: of this page. */
export interface Sheet {
  ticket: Ticket | null;
  appointment: Appointment | null;
  again: boolean;
  language: Language;
  below: boolean;
  branch: Names;
  service: Names | undefined;
  room: Names | undefined;
  bring: readonly string[];
  code: string | null;
  texts: Texts;
  words: Texts;
}

export const BLOCKS: Record<string, (sheet: Sheet) => ComponentChildren> = {
  branch: (sheet) => named(sheet, sheet.branch, 'strong'),
  number: (sheet) => (sheet.appointment ? time(sheet, sheet.appointment) : number(sheet)),
  service: (sheet) => sheet.service && named(sheet, sheet.service, 'middling'),
  zone: (sheet) => {
    const { room, words } = sheet;
    return room && twice(sheet, (spoken) => words('zone', { zone: room[spoken] }, spoken), 'strong');
  },
  rule: () => <hr />,
  wait: (sheet) => sheet.ticket && wait(sheet, sheet.ticket),
  ahead: (sheet) => {
    const { ahead, draw_at, due_at } = sheet.ticket ?? {};
    return typeof ahead === 'number' && !draw_at && !due_at && pair(sheet, 'ahead', { ahead });
  },
  issued: ({ ticket, language, words }) => {
    if (!ticket) return null;
    return <p>{words('issued', { time: hourOf(ticket.issued_at), ...dayValues(ticket.issued_at) }, language)}</p>;
  },
  documents,
  code: ({ code, appointment, language, words }) =>
    code !== null && (
      <div class="beside">
        <Code of={code} label="" />
        <p>{words(appointment ? 'show' : 'follow', {}, language)}</p>
      </div>
    ),
  keep: ({ appointment, language, words }) => <p class="small">{words(appointment ? 'come' : 'keep', {}, language)}</p>,
};

function number(sheet: Sheet) {
  return (
    <>
      {sheet.again && <p class="mark">{sheet.words('reprint', {}, sheet.language)}</p>}
      {pair(sheet, 'your-number')}
      <p class="number">{sheet.ticket && shown(sheet.ticket.number)}</p>
    </>
  );
}

/** When to come, as large as a number, and the code that takes its holder in. */
function time(sheet: Sheet, { slot, code }: Appointment) {
  return (
    <>
      {pair(sheet, 'your-appointment')}
      <p class="number">{hourOf(slot)}</p>
      {pair(sheet, 'day', dayValues(slot), 'middling')}
      {pair(sheet, 'its-code')}
      <p class="middling code-text">{code}</p>
    </>
  );
}

function wait(sheet: Sheet, { draw_at, back_at, due_at, wait_low_s, wait_high_s }: Ticket) {
  if (draw_at)
    return (
      <>
        {pair(sheet, 'draw', { time: hourOf(draw_at) }, 'wait')}
        {pair(sheet, 'draw-fair')}
      </>
    );
  if (back_at) return pair(sheet, 'back', { time: hourOf(back_at) }, 'wait');
  if (due_at) return twice(sheet, (spoken) => sheet.texts('held_until', { time: hourOf(due_at) }, spoken), 'strong');
  if (wait_low_s === null || wait_high_s === null) return null;
  const { low, high } = rangeOf(wait_low_s, wait_high_s);
  return pair(sheet, low === high ? 'wait-exact' : low === 0 ? 'wait-at-most' : 'wait', { low, high }, 'wait');
}

function documents({ bring, language, words }: Sheet) {
  if (bring.length === 0) return null;
  return (
    <div class="bring">
      <b>{words('documents', {}, language)}</b>
      <ul>
        {bring.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </div>
  );
}

/** A line in the visitor's language, and the Vietnamese one below it where they differ. */
function twice({ language, below }: Sheet, say: (spoken: Language) => string, kind?: string) {
  const [own, home] = [say(language), say('vi')];
  return (
    <p class={kind}>
      {own}
      {below && own !== home && <small lang="vi">{home}</small>}
    </p>
  );
}

function pair(sheet: Sheet, key: string, values: Record<string, string | number> = {}, kind?: string) {
  return twice(sheet, (spoken) => sheet.words(key, values, spoken), kind);
}

function named(sheet: Sheet, names: Names, kind: string) {
  return twice(sheet, (spoken) => names[spoken], kind);
}
