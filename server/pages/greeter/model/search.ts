/** Which service does a visitor mean? By the words of its name and of its procedures, with or without marks. */
import type { Names, ServiceRow } from '../../shared/wire';
import type { Procedure } from './world';

const AT_MOST = 4;

/** procedure: what was found by its own name; null where the service itself was. */
export interface Hit {
  service: string;
  procedure: string | null;
  names: Names;
}

/** "Đất đai" → "dat dai". */
export function plain(text: string): string {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
  return bare.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** What fits all words that were typed, best first: those whose words stand together, and with the same marks. */
export function hitsOf(typed: string, services: readonly ServiceRow[], procedures: readonly Procedure[]): Hit[] {
  const wanted = plain(typed);
  if (wanted === '') return [];
  const words = wanted.split(' ');
  const marked = typed.trim().normalize('NFC').toLowerCase();
  const among = [
    ...services.map((one) => ({ service: one.code, procedure: null, names: one.names as Names, also: [] as string[] })),
    ...procedures.map((one) => ({
      service: one.service,
      procedure: one.code,
      names: one.names as Names,
      also: Object.values(one.also).flat(),
    })),
  ];
  return among
    .map((one) => ({ one, score: scoreOf(words, wanted, marked, Object.values(one.names), one.also) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, AT_MOST)
    .map(({ one: { service, procedure, names } }) => ({ service, procedure, names }));
}

function scoreOf(words: string[], wanted: string, marked: string, names: string[], also: string[]): number {
  const said = [...names, ...also];
  const told = said.map(plain);
  const known = told.join(' ').split(' ');
  if (!words.every((word) => known.some((one) => one.startsWith(word)))) return 0;
  const together = told.some((one) => ` ${one} `.includes(` ${wanted}`)) ? 4 : 0;
  const inName = names.map(plain).some((one) => ` ${one}`.includes(` ${wanted}`)) ? 2 : 0;
  const alike = said.some((one) => one.normalize('NFC').toLowerCase().includes(marked)) ? 1 : 0;
  return 1 + together + inName + alike;
}
