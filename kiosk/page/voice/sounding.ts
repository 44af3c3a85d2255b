/** How is said what is written short? Hours, days, ranges and minutes in words; signs that a voice would read as signs go. */
import type { Texts } from '../../../server/pages/shared/texts';
import type { Language } from '../../../server/pages/shared/wire';

const RANGE = /(\d)\s*–\s*(\d)/g;
const DAY = /\b(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?\b/g;
const HOUR = /\b(\d{1,2}):(\d{2})\b/g;
const MINUTES = /(\d) min\b/g;
const DOTS = /\s+·\s+/g;

/** Words for a voice, out of words for the eye. */
export function sounding(words: string, spoken: Language, texts: Texts): string {
  return words
    .replace(RANGE, (_, low, high) => `${low} ${texts('say_to', {}, spoken)} ${high}`)
    .replace(DAY, (written, day, month, year) => dayOf(written, +day, +month, year, spoken))
    .replace(HOUR, (_, hour, minute) => texts('say_time', { hour: +hour, minute: +minute, exact: minute }, spoken))
    .replace(MINUTES, '$1 minutes')
    .replace(DOTS, ', ');
}

function dayOf(written: string, day: number, month: number, year: string | undefined, spoken: Language): string {
  if (month < 1 || month > 12) return written;
  // A leap year: it has every day.
  const at = new Date(Date.UTC(+(year ?? 2000), month - 1, day));
  const parts = { day: 'numeric', month: 'long', year: year ? 'numeric' : undefined, timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(spoken === 'en' ? 'en-GB' : spoken, parts).format(at);
}
