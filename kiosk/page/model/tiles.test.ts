import { expect, test } from 'vitest';
import { aService, aState } from './fakes';
import { REST, servicesOf, tilesOf } from './tiles';

const services = (count: number) => Array.from({ length: count }, (_, at) => aService(`s${at}`));
const group = (code: string, ...codes: string[]) => ({
  code,
  names: { vi: code, en: code, fr: code },
  services: codes,
});

function kinds(known: ReturnType<typeof aState>): string[] {
  return tilesOf(known).map((tile) =>
    tile.kind === 'service' ? tile.service.code : tile.kind === 'group' ? tile.group.code : 'rest',
  );
}

test('eight services stand side by side, groups or not', () => {
  const known = aState({ services: services(8), groups: [group('g', 's0', 's1')] });

  expect(kinds(known)).toEqual(['s0', 's1', 's2', 's3', 's4', 's5', 's6', 's7']);
});

test('more than eight stand in their groups, and what is in none behind one more button', () => {
  const groups = [group('g', 's0', 's1', 'gone'), group('h', 's2', 's3', 's4', 's5', 's6')];
  const known = aState({ services: services(9), groups });

  expect(kinds(known)).toEqual(['g', 'h', 'rest']);
  expect(servicesOf(known, 'g').map((one) => one.code)).toEqual(['s0', 's1']);
  expect(servicesOf(known, REST).map((one) => one.code)).toEqual(['s7', 's8']);
});

test('without groups the ninth service and those after it are one tap further', () => {
  const known = aState({ services: services(10) });

  expect(kinds(known)).toEqual(['s0', 's1', 's2', 's3', 's4', 's5', 's6', 'rest']);
  expect(servicesOf(known, REST).map((one) => one.code)).toEqual(['s7', 's8', 's9']);
});
