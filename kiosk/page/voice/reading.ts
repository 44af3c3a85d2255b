/** What is said of what stands on the page? The words that a person reads, in their order, as short sentences. */
import { LANGUAGES, language, type Texts } from '../../../server/pages/shared/texts';
import type { Language } from '../../../server/pages/shared/wire';
import { spelled } from '../parts/words';
import type { Sentence } from './line';
import { sounding } from './sounding';

/** A whole screen that is an alert is read from its head, as any other. */
const LIVE = '[role="status"], [role="alert"]:not(:has(h2))';
const CONTROL = 'button, input';
const BLOCK = 'h2, h3, p, li, dt, dd, figcaption';

/** A screen from its head: what is to be read, and how many things can be chosen. */
export function ofScreen(page: Element, texts: Texts): Sentence[] {
  const blocks = [...page.querySelectorAll(`main :is(${BLOCK})`)].filter(
    (one) => !one.closest(`${LIVE}, ${CONTROL}`) && !one.querySelector(`${BLOCK}, ${CONTROL}`),
  );
  const count = page.querySelectorAll(`:is(${CONTROL}):not(:disabled)`).length;
  const choices = count ? [{ text: texts('say_choices', { count }), language: language.value }] : [];
  return [...blocks.map((one) => spoken(one, wordsOf(one), texts)), ...choices];
}

/** A button or a field, with what explains it. */
export function ofControl(control: Element, texts: Texts): Sentence[] {
  const about = ['aria-labelledby', 'aria-describedby'].flatMap((name) => {
    const explains = document.getElementById(control.getAttribute(name) ?? '');
    return explains ? [spoken(explains, wordsOf(explains), texts)] : [];
  });
  const own = [control.getAttribute('aria-label') ?? wordsOf(control)];
  if (control instanceof HTMLInputElement) own.push(written(control) || texts('say_empty'));
  if (control.getAttribute('aria-pressed') === 'true') own.push(texts('say_on'));
  return [...about, spoken(control, own.filter(Boolean).join(', '), texts)];
}

/** A code is said sign by sign. */
function written({ value, dataset }: HTMLInputElement): string {
  return dataset.spelled === undefined ? value : spelled(value);
}

/** What has been said on the page since it was last looked at: its live regions, each once a wording. */
export function createNews(page: Element, texts: Texts) {
  let before = new Map<Element, string>();
  return (): Sentence[] => {
    const now = new Map([...page.querySelectorAll(LIVE)].map((one) => [one, wordsOf(one)]));
    const fresh = [...now].filter(([one, words]) => words && before.get(one) !== words);
    before = now;
    return fresh.map(([one, words]) => spoken(one, words, texts));
  };
}

function wordsOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
  if (!(node instanceof Element) || node.getAttribute('aria-hidden') === 'true' || node instanceof SVGElement)
    return '';
  const own = node.getAttribute('data-say') ?? node.getAttribute('alt');
  if (own !== null) return own;
  const parts = [...node.childNodes].map((one) => wordsOf(one).trim()).filter(Boolean);
  // A button holds several short things: a pause stands between them.
  return parts.join(node instanceof HTMLButtonElement ? ', ' : ' ').replace(/\s+/g, ' ');
}

function spoken(element: Element, words: string, texts: Texts): Sentence {
  const tag = element.closest('[lang]')?.getAttribute('lang');
  const spokenIn: Language = LANGUAGES.find((one) => one === tag) ?? language.value;
  return { text: sounding(words, spokenIn, texts), language: spokenIn };
}
