import { expect, test } from 'vitest';
import { aKiosk, aMine, anOffer, aProcedure, aState, aTicket } from './fakes';
import type { KioskModel } from './kiosk';

const RUNS = 150;
const PRESSES = 60;
const LONGEST_S = 3 * 80;

/** The same numbers for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Everything that hands, keys, a scanner and staff can do, in no sensible order. */
function presses(kiosk: KioskModel): (() => unknown)[] {
  const { taking, mine, search, staff } = kiosk;
  return [
    () => taking.choose('land'),
    () => taking.choose('business'),
    () => taking.take(null),
    () => taking.take('priority'),
    () => taking.decide(null),
    () => taking.decide('cau-giay'),
    () => taking.cameOut(true),
    () => taking.cameOut(false),
    () => taking.need('deaf'),
    () => kiosk.go({ name: 'dossiers' }),
    () => taking.file(12),
    () => taking.file(1),
    () => kiosk.go({ name: 'search' }),
    () => kiosk.go({ name: 'procedure', found: aProcedure('khai sinh') }),
    () => kiosk.go({ name: 'mine-cancel' }),
    () => search.type('k'),
    () => search.erase(),
    () => kiosk.scanned('http://s/t/x'),
    () => mine.act('cancel'),
    () => mine.act('change-service', 'business'),
    () => kiosk.turn('bigger'),
    () => kiosk.turn('aloud'),
    () => kiosk.back(),
    () => kiosk.leave(),
    () => kiosk.home(),
    () => kiosk.openStaff(),
    () => staff.type('4'),
    () => staff.enter(),
    () => staff.act('close'),
    () => kiosk.refresh(),
    () => kiosk.tick(),
  ];
}

function whatIsLeft(kiosk: KioskModel): object {
  const { taking, mine, search, staff } = kiosk;
  return {
    screen: kiosk.screen.value.name,
    service: taking.service.value,
    dossiers: taking.dossiers.value,
    needs: taking.needs.value,
    mine: mine.ticket.value,
    query: search.query.value,
    found: search.found.value,
    pin: staff.pin.value,
    isIn: staff.isIn.value,
    tickets: staff.tickets.value,
    modes: [kiosk.bigger.value, kiosk.contrast.value, kiosk.low.value, kiosk.aloud.value],
    message: kiosk.message.value,
  };
}

interface Crowd {
  kiosk: KioskModel;
  /** What stood there before anybody came. */
  fresh: object;
  /** The most numbers that were asked for at one time. */
  most: () => number;
}

/** A kiosk at which everything was pressed at random, while answers came late or not. */
async function afterACrowd(seed: number): Promise<Crowd> {
  const next = chance(seed);
  let underWay = 0;
  let most = 0;
  const { kiosk, answers } = aKiosk({}, async (path) => {
    const isTaking = path === '/tickets';
    if (isTaking) underWay += 1;
    most = Math.max(most, underWay);
    for (let turns = next() * 6; turns > 0; turns -= 1) await null;
    if (isTaking) underWay -= 1;
    if (next() < 0.15) throw new Error('no answer');
  });
  const fresh = whatIsLeft(kiosk);
  Object.assign(answers, {
    '/tickets': aTicket({ print: next() < 0.5 ? 'unknown' : 'queued' }),
    '/tickets/t': aTicket({ print: 'printed' }),
    '/tickets/t/came-out': aTicket(),
    '/advice': { offers: next() < 0.3 ? [anOffer()] : [] },
    '/state': aState(next() < 0.3 ? { priorities: [] } : {}),
    '/mine': aMine(),
    '/mine/x/cancel': aMine({ state: 'cancelled' }),
    '/search': { found: [aProcedure('khai sinh')] },
    '/staff/tickets': { tickets: [] },
    '/staff/close': {},
  });

  const all = presses(kiosk);
  for (let press = 0; press < PRESSES; press += 1) {
    const done = all[Math.floor(next() * all.length)]?.();
    if (next() < 0.4) await done;
  }
  await new Promise((resolve) => setTimeout(resolve));
  return { kiosk, fresh, most: () => most };
}

test('whatever is pressed while answers come late or not, one number at a time is asked for, and who goes is forgotten', async () => {
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const { kiosk, fresh, most } = await afterACrowd(seed);
    for (let second = 0; second <= LONGEST_S; second += 1) await kiosk.tick();

    expect(most(), `seed ${seed}`).toBeLessThanOrEqual(1);
    expect(whatIsLeft(kiosk), `seed ${seed}`).toEqual(fresh);
  }
});

test('from wherever one is, back again and again leads to the first screen, for one dossier', async () => {
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const { kiosk } = await afterACrowd(seed);
    for (let press = 0; press <= PRESSES; press += 1) kiosk.back();

    expect([kiosk.screen.value.name, kiosk.taking.dossiers.value], `seed ${seed}`).toEqual(['home', 1]);
  }
});
