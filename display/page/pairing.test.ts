import { describe, expect, it } from 'vitest';
import { createPairing, FIRST_CODES, LONGEST_PAUSE_MS, POLL_MS } from './pairing';

/** A server that knows some tokens, and what a page of one screen keeps. */
function aWorld(kept: string | null = null) {
  const world = { known: new Set<string>(), kept, clock: 0, codes: 0, away: false };
  const outside = {
    newCode: async () => {
      if (world.away) throw new Error('away');
      world.codes += 1;
      return { code: `CODE${world.codes}`, secret: `secret-${world.codes}`, expires_in_s: 600 };
    },
    isKnown: async (token: string) => {
      if (world.away) throw new Error('away');
      return world.known.has(token);
    },
    kept: {
      get: () => world.kept,
      put: (token: string | null) => {
        world.kept = token;
      },
    },
    now: () => world.clock,
  };
  return { world, outside };
}

describe('a screen that nobody has paired', () => {
  it('shows a code until somebody has typed it, then keeps the token and shows none', async () => {
    const { world, outside } = aWorld();
    const pairing = createPairing(outside, null);
    await pairing.step();
    await pairing.step();
    expect([pairing.code.value, pairing.token.value, world.codes]).toEqual(['CODE1', null, 1]);

    world.known.add('secret-1');
    await pairing.step();

    expect([pairing.code.value, pairing.token.value, world.kept]).toEqual([null, 'secret-1', 'secret-1']);
  });

  it('shows a code still after a weekend, each for as long as it lives, from two hours on after a pause', async () => {
    const { world, outside } = aWorld();
    const pairing = createPairing(outside, null);
    const shown: [code: string | null, from: number][] = [];
    for (; world.clock < 60 * 3_600_000; world.clock += POLL_MS) {
      await pairing.step();
      if (pairing.code.value !== (shown.at(-1)?.[0] ?? null)) shown.push([pairing.code.value, world.clock]);
    }

    const stood = shown.slice(1).map(([, from], at) => ({ code: shown[at]?.[0], ms: from - (shown[at]?.[1] ?? 0) }));
    const codes = stood.filter((one) => one.code !== null);
    const pauses = stood.filter((one) => one.code === null).map((one) => one.ms);
    expect(shown.slice(0, FIRST_CODES).every(([code]) => code !== null)).toBe(true);
    expect(new Set(codes.map((one) => one.ms))).toEqual(new Set([600_000]));
    expect([...pauses].sort((one, other) => one - other)).toEqual(pauses);
    expect([pauses[0], pauses.at(-1)]).toEqual([60_000, LONGEST_PAUSE_MS]);
    expect(shown.at(-1)?.[1]).toBeGreaterThan(59 * 3_600_000);
  });

  it('is paired though the code was typed in its last moment', async () => {
    const { world, outside } = aWorld();
    const pairing = createPairing(outside, null);
    await pairing.step();
    world.known.add('secret-1');
    world.clock += 600_000;

    await pairing.step();

    expect([pairing.token.value, world.codes]).toEqual(['secret-1', 1]);
  });
});

describe('a screen with a token', () => {
  it('of its address, or of an earlier day, asks for no code', async () => {
    for (const [given, kept] of [
      ['mine', null],
      [null, 'mine'],
    ] as const) {
      const { world, outside } = aWorld(kept);
      world.known.add('mine');
      const pairing = createPairing(outside, given);
      await pairing.step();

      expect([pairing.token.value, world.kept, world.codes]).toEqual(['mine', 'mine', 0]);
    }
  });

  it('keeps it while the server is away', async () => {
    const { world, outside } = aWorld('mine');
    world.known.add('mine');
    world.away = true;
    const pairing = createPairing(outside, null);
    await pairing.step();
    expect([pairing.token.value, pairing.code.value, world.kept]).toEqual([null, null, 'mine']);

    world.away = false;
    await pairing.step();

    expect(pairing.token.value).toBe('mine');
  });

  it('that was revoked shows a code again', async () => {
    const { world, outside } = aWorld('mine');
    world.known.add('mine');
    const pairing = createPairing(outside, null);
    await pairing.step();

    world.known.clear();
    pairing.lost();
    await pairing.step();

    expect([pairing.token.value, pairing.code.value, world.kept]).toEqual([null, 'CODE1', null]);
  });
});
