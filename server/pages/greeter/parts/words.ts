/** How are services, needs, times and days said here? */
import { hourOf } from '../../shared/numbers';
import { inWords, type Texts } from '../../shared/texts';
import type { Issued, Language, ServiceRow } from '../../shared/wire';

/** Keys of choices in the catalogue cannot hold a hyphen. */
export function plainCode(code: string): string {
  return code.replaceAll('-', '');
}

/** A deed as a key of the catalogue. */
export function keyOf(deed: string): string {
  return `deed_${deed.replaceAll('-', '_')}`;
}

export function serviceNamed(services: readonly ServiceRow[], code: string): string {
  const found = services.find((one) => one.code === code);
  return found ? inWords(found.names) : code;
}

/** "thứ Tư 25/11" of an ISO day or instant. */
export function dayOf(day: string, texts: Texts, spoken?: Language): string {
  const [year, month, date] = day.slice(0, 10).split('-').map(Number) as [number, number, number];
  const weekday = new Date(Date.UTC(year, month - 1, date)).getUTCDay();
  return texts('day', { weekday: String(weekday), day: day.slice(8, 10), month: day.slice(5, 7) }, spoken);
}

/** The same with its year, as it is printed. */
export function fullDayOf(day: string, texts: Texts, spoken: Language): string {
  return `${dayOf(day, texts, spoken)}/${day.slice(0, 4)}`;
}

/** How long a visitor of a service waits who comes now; null where no number is given for it. */
export function waitOf(service: ServiceRow, texts: Texts): string {
  if (service.intake_closed !== null) return texts('intake_closed');
  if (service.full_today) return texts('full_today');
  if (service.wait_low_s === null || service.wait_high_s === null) return texts('wait_unknown');
  return texts('range', { low: Math.floor(service.wait_low_s / 60), high: Math.ceil(service.wait_high_s / 60) });
}

/** What who got a number is told of its time: when to be back, when it is drawn, or how long it takes. */
export function timeOf(ticket: Issued, texts: Texts): string {
  if (ticket.draw_at) return texts('be_drawn', { time: hourOf(ticket.draw_at) });
  if (ticket.back_at) return texts('be_back', { time: hourOf(ticket.back_at) });
  if (ticket.wait_low_s === null || ticket.wait_high_s === null) return texts('wait_not_told');
  return texts('wait', { low: Math.floor(ticket.wait_low_s / 60), high: Math.ceil(ticket.wait_high_s / 60) });
}
