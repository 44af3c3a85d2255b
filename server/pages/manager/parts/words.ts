/** How are branches, services, shares, times and differences said? */
import { hourOf } from '../../shared/numbers';
import { inWords, language, type Texts } from '../../shared/texts';
import type { NetworkModel } from '../model/network';
import type { Interval } from '../model/wire';

/** What stands where nothing can be told. */
export const UNKNOWN = '–';

export function branchNamed(network: NetworkModel, code: string): string {
  const names = network.nameOf(code);
  return names ? inWords(names) : code;
}

/** "Chi nhánh số 1 - Tây Hồ" → "Tây Hồ": on the map and in tables there is no room for more. */
export function shortName(name: string): string {
  return name.split(/ [-–—] /).at(-1) ?? name;
}

export function serviceNamed(network: NetworkModel, code: string): string {
  const service = network.services.value.get(code);
  return service ? inWords(service.names) : code;
}

export function percent(share: number | null): string {
  return share === null ? UNKNOWN : number(share, { style: 'percent', maximumFractionDigits: 0 });
}

export function minutesOf(seconds: number | null): string {
  return seconds === null ? UNKNOWN : number(seconds / 60, { maximumFractionDigits: 0 });
}

export function number(value: number, how: Intl.NumberFormatOptions = { maximumFractionDigits: 1 }): string {
  return new Intl.NumberFormat(language.value, how).format(value);
}

/** "13:30–17:00". */
export function span({ start, end }: { start: string; end: string }): string {
  return `${hourOf(start)}–${hourOf(end)}`;
}

/** What is counted in which unit, and whether more of it is better. */
export interface Measure {
  key: 'p50_s' | 'p90_s' | 'within_15' | 'crowd';
  say: (value: number) => string;
  signed: (value: number) => string;
  isMoreBetter: boolean;
}

const SIGNED = { signDisplay: 'exceptZero', maximumFractionDigits: 0 } as const;

export const MEASURES: readonly Measure[] = [
  {
    key: 'p90_s',
    say: (value) => number(value / 60, { maximumFractionDigits: 0 }),
    signed: (value) => number(value / 60, SIGNED),
    isMoreBetter: false,
  },
  {
    key: 'p50_s',
    say: (value) => number(value / 60, { maximumFractionDigits: 0 }),
    signed: (value) => number(value / 60, SIGNED),
    isMoreBetter: false,
  },
  {
    key: 'within_15',
    say: (value) => percent(value),
    signed: (value) => number(100 * value, SIGNED),
    isMoreBetter: true,
  },
  {
    key: 'crowd',
    say: (value) => number(value, { maximumFractionDigits: 0 }),
    signed: (value) => number(value, SIGNED),
    isMoreBetter: false,
  },
];

export type Turn = 'better' | 'worse' | 'unsure';

/** Only what the whole interval says is said: otherwise the days do not tell. */
export function turnOf({ low, high }: Interval, isMoreBetter: boolean): Turn {
  if (low > 0) return isMoreBetter ? 'better' : 'worse';
  if (high < 0) return isMoreBetter ? 'worse' : 'better';
  return 'unsure';
}

/** A key of the catalogue cannot hold a hyphen. */
export function keyed(code: string): string {
  return code.replaceAll('-', '_');
}

/** "network-manager:0127" → "quản lý mạng lưới 0127": who has decided, by role and badge, never by name. */
export function actorSaid(actor: string, texts: Texts): string {
  const [role, badge] = actor.split(':');
  return badge === undefined ? actor : `${rolesText(role as string, texts)} ${badge}`;
}

export function rolesText(role: string, texts: Texts): string {
  return texts('role', { role: role.replaceAll('-', '') });
}
