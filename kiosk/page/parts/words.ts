/** How are waits, services and codes said? */
import { hourOf } from '../../../server/pages/shared/numbers';
import { language, type Texts } from '../../../server/pages/shared/texts';
import type { Names, ProblemBody } from '../../../server/pages/shared/wire';
import type { AgentState, Service } from '../model/world';

/** ICU messages choose by words without signs. */
export function plain(code: string): string {
  return code.replaceAll('-', '');
}

export function inWords(names: Record<string, string>): string {
  return (names as Names)[language.value] ?? names.vi ?? '';
}

/** A refusal's title or sentence in the chosen language; as it came where only that is known. */
export function wordsOf(problem: ProblemBody, part: 'title' | 'detail'): string {
  return inWords(problem[`${part}s`] ?? {}) || problem[part] || '';
}

export function nameOf(known: AgentState, code: string): string {
  const service = known.services.find((one) => one.code === code);
  return service ? inWords(service.names) : '';
}

/** How the way to what is offered beside today and here is called. */
export function laterOf(known: AgentState, services: readonly Service[], texts: Texts): string {
  const isElsewhere = services.some((one) => one.elsewhere.length > 0);
  return texts('later', { ways: !isElsewhere ? 'days' : known.link === 'up' ? 'both' : 'elsewhere' });
}

export function waitOf(service: Service, texts: Texts): string {
  if (service.intake_closed) return texts('intake_closed');
  if (!service.open) return texts('closed_service');
  // Who still wants a number gets one, unless the network refuses it; he knows what he does.
  if (service.full_today) return texts('full_today');
  const wait = range(service.wait_low_s, service.wait_high_s, texts);
  const isKnown = service.wait_low_s !== null && service.wait_high_s !== null;
  return isKnown || !(service.waiting > 0) ? wait : `${texts('waiting', { count: service.waiting })} · ${wait}`;
}

export function range(low_s: number | null, high_s: number | null, texts: Texts): string {
  if (low_s === null || high_s === null) return texts('range_unknown');
  return texts('range', whole(low_s, high_s));
}

/** A range of waits in whole minutes that holds it, as on paper; at least one minute at its end. */
export function whole(low_s: number, high_s: number): { low: number; high: number } {
  return { low: Math.floor(low_s / 60), high: Math.max(1, Math.ceil(high_s / 60)) };
}

export function minutesOf(seconds: number): number {
  return Math.round(seconds / 60);
}

/** What is still expected from now on, in steps of five minutes: more exact it would only seem to be. */
export function about(low_s: number, high_s: number): { low: number; high: number } {
  return { low: Math.floor(low_s / 300) * 5, high: Math.max(1, Math.ceil(high_s / 300)) * 5 };
}

/** When somebody is to be back who got his number at the door, or when a draw will say that; null for anybody else. */
export function backOf(ticket: { back_at: string | null; draw_at: string | null }, texts: Texts): string | null {
  if (ticket.draw_at) return texts('be_drawn', { time: hourOf(ticket.draw_at) });
  return ticket.back_at ? texts('be_back', { time: hourOf(ticket.back_at) }) : null;
}

/** "A 0 0 7", so that a voice says every sign; what only parts a code is none. */
export function spelled(number: string): string {
  return [...number.replaceAll('-', '')].join(' ');
}
