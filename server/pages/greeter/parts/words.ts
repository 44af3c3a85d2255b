/** How are services, needs, times and days said here? */
import { hourOf } from '../../shared/numbers';
import { inWords, type Texts } from '../../shared/texts';
import type { ServiceRow, Ticket } from '../../shared/wire';
import type { Branch } from '../model/world';

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
export function dayOf(day: string, texts: Texts): string {
  return texts('day', dayValues(day));
}

/** What the catalogue's sentences with a day ask for; a Sunday is any other weekday. */
export function dayValues(day: string): { weekday: string; day: string; month: string; year: string } {
  const weekday = String(new Date(`${day.slice(0, 10)}T00:00:00Z`).getUTCDay());
  return { weekday, day: day.slice(8, 10), month: day.slice(5, 7), year: day.slice(0, 4) };
}

/** What the code of a ticket opens on a phone. */
export function phoneOf(branch: Branch | null, token: string): string {
  return `${branch?.phone_url ?? location.origin}/t/${token}`;
}

/** A range of waits in whole minutes that holds it. */
export function rangeOf(low: number, high: number): { low: number; high: number } {
  return { low: Math.floor(low / 60), high: Math.max(1, Math.ceil(high / 60)) };
}

/** How long a visitor of a service waits who comes now; null where no number is given for it. */
export function waitOf(service: ServiceRow, texts: Texts): string {
  if (service.intake_closed !== null) return texts('intake_closed');
  if (service.full_today) return texts('full_today');
  if (service.wait_low_s === null || service.wait_high_s === null) return texts('wait_unknown');
  return texts('range', rangeOf(service.wait_low_s, service.wait_high_s));
}

/** What who got a number is told of its time: when to be back, when it is drawn, or how long it takes. */
export function timeOf(ticket: Ticket, texts: Texts): string {
  if (ticket.draw_at) return texts('be_drawn', { time: hourOf(ticket.draw_at) });
  if (ticket.back_at) return texts('be_back', { time: hourOf(ticket.back_at) });
  if (ticket.due_at) return texts('held_until', { time: hourOf(ticket.due_at) });
  if (ticket.wait_low_s === null || ticket.wait_high_s === null) return texts('wait_not_told');
  return texts('wait', rangeOf(ticket.wait_low_s, ticket.wait_high_s));
}
