import { beforeEach, describe, expect, it } from 'vitest';
import { Unreached } from '../../shared/requests';
import type { Ticket } from '../../shared/wire';
import { AWorld, atWork, NOW, PROCEDURES, refusal, SERVICES, settled } from './fakes';
import { mendingsOf } from './finding';
import type { Greeter } from './greeter';
import { hitsOf, plain } from './search';

const TICKETS = '/api/v1/branches/b/tickets';
const issued = { id: 't1', number: 'T001', token: 'x', back_at: '2026-11-24T08:20:00+07:00' };
let world: AWorld;
let greeter: Greeter;

beforeEach(async () => {
  world = new AWorld();
  world.answer(TICKETS, () => issued);
  greeter = await atWork(world);
});

describe('giving numbers', () => {
  it('gives one at the door with all that was said of the visitor, and begins anew for the next', async () => {
    greeter.giving.service.value = 'land';
    greeter.giving.about.value = { language: 'fr', priority: 'priority', needs: ['deaf'] };
    greeter.giving.dossiers.value = 4;

    greeter.giving.give();
    await settled();

    const body = {
      services: ['land'],
      language: 'fr',
      priority: 'priority',
      needs: ['deaf'],
      dossiers: 4,
      dossier: null,
    };
    expect(world.sent('/tickets')).toMatchObject([{ body, csrf: 'c' }]);
    expect(greeter.giving.issued.value?.number).toBe('T001');
    greeter.go('bookings');
    expect([greeter.giving.service.value, greeter.giving.issued.value]).toEqual([null, null]);
    expect(greeter.giving.about.value).toEqual({ language: 'vi', priority: null, needs: [] });
  });

  it('sends a press once under one key, however often it is pressed and the line breaks', async () => {
    let tries = 0;
    world.answer(TICKETS, () => {
      tries += 1;
      if (tries < 3) throw new Unreached('gone');
      return issued;
    });
    greeter.giving.service.value = 'land';

    greeter.giving.give();
    greeter.giving.give();
    await settled();

    const keys = world.sent('/tickets').map((one) => one.key);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(greeter.giving.issued.value?.number).toBe('T001');
  });

  it('goes on after a reload with what was cut off', async () => {
    world.answer(TICKETS, () => new Promise(() => {}));
    greeter.giving.service.value = 'land';
    greeter.giving.give();
    await settled();
    world.answer(TICKETS, () => issued);

    const again = await atWork(world);

    const [first, second] = world.sent('/tickets');
    expect(second?.key).toBe(first?.key);
    expect(again.giving.issued.value?.number).toBe('T001');
  });

  it('shows the number again after a reload until the next visitor, and to nobody else', async () => {
    greeter.giving.service.value = 'land';
    greeter.giving.give();
    await settled();

    expect((await atWork(world)).giving.issued.value?.number).toBe('T001');
    const session = { person: { badge: '000010', login: 'h', role: 'greeter' }, csrf: 'c', locked: false };
    world.answer('/api/v1/session', () => session);
    expect((await atWork(world)).giving.issued.value).toBeNull();
    expect(world.kept.has('motcua.greeter.number')).toBe(false);
  });

  it('prints a number as it was given once, and as a reprint from then on, over a reload too', async () => {
    const again = () => (greeter.printing.paper.value as { again: boolean }).again;
    const ticket = issued as Ticket;

    greeter.printing.ticket(ticket);
    expect(again()).toBe(false);
    greeter.printing.ticket(ticket);
    expect(again()).toBe(true);
    greeter = await atWork(world);
    greeter.printing.ticket(ticket);
    expect(again()).toBe(true);
    greeter.printing.ticket({ ...ticket, id: 't2' });
    expect(again()).toBe(false);
    greeter.printing.ticketAgain({ ...ticket, id: 't3' });
    expect(again()).toBe(true);
    expect(world.printed).toBe(5);
  });

  it('says what was refused and keeps what was chosen', async () => {
    world.answer(TICKETS, () => {
      throw refusal(409, 'intake-closed', 'Full today.');
    });
    greeter.giving.service.value = 'land';

    greeter.giving.give();
    await settled();

    expect(greeter.deeds.notice.value).toMatchObject({ kind: 'refused', deed: 'give', sentence: 'Full today.' });
    expect(greeter.giving.service.value).toBe('land');
  });

  it('says that nobody knows, once an answer has stayed away too long', async () => {
    world.answer(TICKETS, () => {
      throw new Unreached('gone');
    });
    world.wait = async () => {
      world.ms += 50_000;
    };
    greeter.giving.service.value = 'land';

    greeter.giving.give();
    await settled();

    expect(greeter.deeds.notice.value).toMatchObject({ kind: 'unknown', deed: 'give' });
  });
});

it('promises another day to who would wait in vain, with what was said of him', async () => {
  const days = '/api/v1/branches/b/bookings/days?service=land&count=12';
  world.answer(days, () => ({ days: [] }));
  greeter.giving.about.value = { language: 'en', priority: null, needs: ['wheelchair'] };

  greeter.bookInstead('land');
  await settled();

  expect([greeter.tab.value, greeter.appointments.service.value]).toEqual(['bookings', 'land']);
  expect(greeter.appointments.about.value.needs).toEqual(['wheelchair']);
});

describe('the branch', () => {
  it.each([
    [{ state: 'now' }, 'door', true],
    [{ state: 'now', givers: ['kiosk'] }, 'not-your-door', false],
    [{ state: 'later' }, 'before-door', false],
    [{ state: 'off', opens_at: null }, 'closed', false],
  ] as const)('tells of a door that stands %o as %s', async (door, kind, may) => {
    world.door(door);
    await greeter.refresh();

    expect([greeter.place.giving.value.kind, greeter.place.mayGive.value]).toEqual([kind, may]);
  });

  it('stays as it was when the line is cut, and says since when', async () => {
    world.answer('/api/v1/branches/b', () => {
      throw new Unreached('gone');
    });

    await greeter.refresh();

    expect(greeter.place.lostAt.value).toBe(NOW);
    expect(greeter.place.services.value).toHaveLength(2);
  });

  it('lets its manager find and read, and give nothing', async () => {
    world.role = 'branch-manager';
    const manager = await atWork(world);

    expect(manager.tabs.value).toEqual(['find', 'bookings']);
    expect(manager.tab.value).toBe('find');
  });

  it('forgets the visitor when who worked here signs out', async () => {
    greeter.giving.dossier.value = 'H-12';
    greeter.session.leave();

    expect(greeter.giving.dossier.value).toBe('');
  });
});

describe('finding a service', () => {
  const found = (typed: string) =>
    hitsOf(typed, SERVICES as never, PROCEDURES).map((one) => one.procedure ?? one.service);

  it('reads words with and without marks', () => {
    expect(plain('Đất  đai!')).toBe('dat dai');
    expect(found('khai sinh')[0]).toBe('birth');
    expect(found('so do')).toEqual(['red-book']);
    expect(found('Đất')).toEqual(['land']);
    expect(found('baby')).toEqual(['birth']);
    expect(found('zzz')).toEqual([]);
  });
});

describe('a ticket that was found', () => {
  const ticket = (state: string, more = {}) =>
    ({
      id: 't1',
      number: 'T001',
      state,
      priority: 'ordinary',
      back_at: null,
      postponements_left: 2,
      ...more,
    }) as Ticket;

  it.each([
    ['waiting', {}, ['change-service', 'add-service', 'dossiers', 'postpone', 'refer', 'cancel']],
    [
      'waiting',
      { priority: 'priority', postponements_left: 0 },
      ['change-service', 'add-service', 'ordinary', 'dossiers', 'refer', 'cancel'],
    ],
    ['no_show', {}, ['return']],
    ['booked', {}, ['arrive', 'cancel']],
    ['serving', {}, []],
  ])('that is %s %o offers what a greeter may do', (state, more, mendings) => {
    expect(mendingsOf(ticket(state, more), NOW)).toEqual(mendings);
  });

  it('of the door offers to say that its holder is early', () => {
    expect(mendingsOf(ticket('waiting', { back_at: '2026-11-24T08:20:00+07:00' }), NOW)[0]).toBe('arrive');
  });

  it('is sent to another branch, and shows the number there', async () => {
    const offers = [{ branch: 'c', names: {}, travel_s: 1200, wait_low_s: 0, wait_high_s: 300 }];
    world.answer('/api/v1/branches/b/advice?all=true&service=land', () => ({ offers }));
    const onward = { ...issued, id: 't9', number: 'T009', branch: 'c' };
    world.answer(`${TICKETS}/t1/refer`, () => ({ ticket: ticket('referred'), onward, seq: 2 }));
    const waiting = ticket('waiting', { service: 'land' });

    greeter.finding.begin('refer', waiting);
    await settled();
    expect(greeter.finding.offers.value).toEqual(offers);
    greeter.finding.mend('refer', waiting, { branch: 'c', service: 'land', on_the_way: true });
    await settled();

    expect(greeter.giving.issued.value?.number).toBe('T009');
    expect(greeter.deeds.notice.value).toBeNull();
  });

  it('closes the question where to, and says why, when the branches cannot be read', async () => {
    world.answer('/api/v1/branches/b/advice?all=true&service=land', () => {
      throw refusal(503, 'busy');
    });

    greeter.finding.begin('refer', ticket('waiting', { service: 'land' }));
    await settled();

    expect(greeter.finding.asking.value).toBeNull();
    expect(greeter.finding.fault.value).not.toBeNull();
  });

  it('shows what an act has made of it', async () => {
    world.answer(`${TICKETS}?find=T001`, () => ({ tickets: [ticket('waiting')] }));
    world.answer(`${TICKETS}/t1/cancel`, () => ({ ticket: ticket('cancelled'), seq: 2 }));
    await greeter.finding.look('t1');

    greeter.finding.mend('cancel', ticket('waiting'));
    await settled();

    expect(greeter.finding.found.value?.[0]?.state).toBe('cancelled');
    expect(greeter.deeds.notice.value).toEqual({ kind: 'done', deed: 'cancel', about: 'T001' });
  });
});

describe('appointments', () => {
  const START = '2026-11-25T09:00:00+07:00';

  beforeEach(() => {
    const days = [{ day: '2026-11-25', first: START, slots: 2, free: 3 }];
    world.answer('/api/v1/branches/b/bookings/days?service=land&count=12', () => ({ days }));
    world.answer('/api/v1/branches/b/bookings/slots?service=land&day=2026-11-25', () => ({
      slots: [{ start: START, end: START, free: 2 }],
    }));
  });

  it('opens the first day that has a free time, books one and prints it', async () => {
    const told = { code: 'K7M2-9QXA', branch: 'b', service: 'land', slot: START, language: 'vi', seq: 1 };
    world.answer('/api/v1/branches/b/bookings', ({ method }) =>
      method === 'POST' ? told : { day: 'd', total: 0, bookings: [] },
    );
    await greeter.appointments.chooseService('land');
    greeter.appointments.slot.value = greeter.appointments.slots.value[0]?.start ?? null;

    greeter.appointments.book();
    await settled();
    const { booked } = greeter.appointments;
    if (booked.value) greeter.printing.appointment(booked.value);

    expect(world.sent('/bookings')[0]?.body).toEqual({
      service: 'land',
      slot: START,
      language: 'vi',
      priority: null,
      needs: [],
    });
    expect(greeter.printing.paper.value).toMatchObject({ appointment: { code: 'K7M2-9QXA' } });
    expect(world.printed).toBe(1);
  });

  it('checks in by a code and shows the number', async () => {
    world.answer('/api/v1/branches/b/check-in', () => issued);

    greeter.appointments.checkIn(' k7m2-9qxa ');
    await settled();

    expect(world.sent('/check-in')[0]?.body).toEqual({ code: 'k7m2-9qxa' });
    expect(greeter.giving.issued.value?.number).toBe('T001');
  });
});
