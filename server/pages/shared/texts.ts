/** How is it said? The same catalogue that the server reads; the language is chosen on the page and kept. */
import { signal } from '@preact/signals';
import IntlMessageFormat from 'intl-messageformat';
import type { Language } from './wire';

export const LANGUAGES: readonly Language[] = ['vi', 'en', 'fr'];
export const LANGUAGE_NAMES: Record<Language, string> = { vi: 'Tiếng Việt', en: 'English', fr: 'Français' };

type Values = Record<string, string | number | null>;
type Area = Record<string, string>;
export type Texts = (key: string, values?: Values, spoken?: Language) => string;

export const language = signal<Language>('vi');

/** Return the function that says a page's messages in the chosen language; a page may need several areas. */
export function textsOf(...parts: Record<Language, Area>[]): Texts {
  const areas = Object.fromEntries(
    LANGUAGES.map((one) => [one, Object.assign({}, ...parts.map((part) => part[one]))]),
  ) as Record<Language, Area>;
  const compiled = new Map<string, IntlMessageFormat>();
  return (key, values = {}, spoken = language.value) => {
    const name = `${spoken}.${key}`;
    let message = compiled.get(name);
    if (!message) {
      const source = areas[spoken][key];
      if (source === undefined) throw new Error(`no text ${key} in ${spoken}`);
      message = new IntlMessageFormat(source, spoken);
      compiled.set(name, message);
    }
    return String(message.format(values));
  };
}

/** What something with a name in every language is called in the chosen one. */
export function inWords(names: { [key: string]: string }): string {
  return (names as Record<Language, string>)[language.value] ?? '';
}

/** Speak a language from here on: the page, its title's language and what the server answers. */
export function speak(chosen: Language): void {
  language.value = chosen;
  document.documentElement.lang = chosen;
  try {
    localStorage.setItem('motcua.language', chosen);
  } catch {
    // Private windows keep nothing; the choice then lasts as long as the page.
  }
}

/** Speak what was chosen here before, else what the browser asks for, else Vietnamese. */
export function speakAsBefore(): void {
  const wanted = [kept(), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  speak(LANGUAGES.find((known) => wanted[0] === known) ?? LANGUAGES.find((known) => wanted.includes(known)) ?? 'vi');
}

function kept(): string | null {
  try {
    return localStorage.getItem('motcua.language');
  } catch {
    return null;
  }
}
