/** How are acts, keys, services and needs named on the page? */

import type { IconName } from '../../../server/pages/shared/parts/icon';
import { inWords, type Texts } from '../../../server/pages/shared/texts';
import type { CounterView } from '../../../server/pages/shared/wire';
import { signOf } from '../model/keys';
import type { Choice } from './choices';

export { inWords };

/** An action, a deed or what the server calls the last act: "call-next" → the words of "call_next". */
export function named(act: string, texts: Texts): string {
  return texts(act.replaceAll('-', '_'));
}

export function serviceNamed(view: Pick<CounterView, 'catalogue'>, code: string): string {
  const found = view.catalogue.find((one) => one.code === code);
  return found ? inWords(found.names) : code;
}

/** A service for whom wants a number: beside it whether none is given any more today. */
export function serviceChoice(one: CounterView['catalogue'][number], texts: Texts): Choice {
  const word = `${one.letter} ${inWords(one.names)}`;
  return { value: one.code, word, ...(one.intake_closed && { aside: texts('intake_closed') }) };
}

/** "Numpad1" → "1": the numeric pad's keys are meant where nothing is added. */
export function keyNamed(code: string, texts: Texts): string {
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  return digit === undefined ? signOf(code) : texts('keys_on_top', { digit });
}

/** Keys of choices in the catalogue cannot hold a hyphen. */
export function plain(code: string): string {
  return code.replaceAll('-', '');
}

export interface Mark {
  icon: IconName;
  word: string;
  weight: 'strong' | 'plain' | 'note';
}

const NEED_ICONS: Readonly<Record<string, IconName>> = {
  deaf: 'deaf',
  'low-vision': 'low-vision',
  wheelchair: 'wheelchair',
};

export interface Marked {
  needs: readonly string[];
  priority: string | null;
  dossiers: number | null;
  booked: boolean;
}

/** What an officer should know of a visitor before calling: needs first. */
export function marksOf(visitor: Marked, texts: Texts): Mark[] {
  const marks: Mark[] = visitor.needs.map((need) => ({
    icon: NEED_ICONS[need] ?? 'interpreter',
    word: texts('need', { need: plain(need) }),
    weight: 'strong',
  }));
  if (visitor.priority !== null && visitor.priority !== 'ordinary')
    marks.push({ icon: 'up', word: texts('priority'), weight: 'strong' });
  if (visitor.booked) marks.push({ icon: 'clock', word: texts('booked'), weight: 'plain' });
  if ((visitor.dossiers ?? 1) > 1)
    marks.push({ icon: 'folder', word: texts('dossier_count', { count: visitor.dossiers }), weight: 'plain' });
  return marks;
}
