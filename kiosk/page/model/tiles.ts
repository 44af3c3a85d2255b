/** What stands on the large buttons? Services; where there are more than eight, groups of them. */
import type { AgentState, Group, Service } from './world';

export const TILES = 8;
/** Services that belong to no group stand behind one more button. */
export const REST = '';

export type Tile = { kind: 'service'; service: Service } | { kind: 'group'; group: Group } | { kind: 'rest' };

export function tilesOf(known: AgentState): Tile[] {
  const service = (one: Service): Tile => ({ kind: 'service', service: one });
  if (known.services.length <= TILES) return known.services.map(service);
  const left = restOf(known);
  if (!known.groups.length)
    return [...known.services.filter((one) => !left.includes(one)).map(service), { kind: 'rest' }];
  const groups = known.groups.map((group): Tile => ({ kind: 'group', group }));
  return left.length ? [...groups, { kind: 'rest' }] : groups;
}

/** The services behind a button of a group. */
export function servicesOf(known: AgentState, group: string): Service[] {
  if (group === REST) return restOf(known);
  const codes = known.groups.find((one) => one.code === group)?.services ?? [];
  return codes.flatMap((code) => known.services.find((one) => one.code === code) ?? []);
}

function restOf(known: AgentState): Service[] {
  if (!known.groups.length) return known.services.slice(TILES - 1);
  const grouped = new Set(known.groups.flatMap((one) => one.services));
  return known.services.filter((one) => !grouped.has(one.code));
}
