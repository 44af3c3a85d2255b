/** What do the tests put in the place of the world and the server? Not part of the page. */
import { Refusal } from '../../shared/requests';
import { createGreeter, type Greeter } from './greeter';
import type { World } from './world';

export const NOW = '2026-11-24T07:00:00.000+07:00';
const OPENS = '2026-11-24T08:00:00+07:00';
type Request = Parameters<World['ask']>[0];
type Answer = (request: Request) => unknown;

export const SERVICES = [
  { code: 'land', letter: 'T', names: { vi: 'Đất đai', en: 'Land', fr: 'Foncier' } },
  { code: 'civil-status', letter: 'H', names: { vi: 'Hộ tịch', en: 'Civil status', fr: 'État civil' } },
];
export const PROCEDURES = [
  {
    code: 'birth',
    service: 'civil-status',
    names: { vi: 'Đăng ký khai sinh', en: 'Register a birth', fr: 'Déclarer une naissance' },
    also: { vi: ['làm giấy khai sinh cho con'], en: ['baby'], fr: [] },
    documents: { vi: [], en: [], fr: [] },
  },
  {
    code: 'red-book',
    service: 'land',
    names: { vi: 'Cấp giấy chứng nhận', en: 'Land certificate', fr: 'Titre foncier' },
    also: { vi: ['sổ đỏ'], en: [], fr: [] },
    documents: { vi: [], en: [], fr: [] },
  },
];

/** A world whose server answers as the test says; all that is asked is kept. */
export class AWorld implements World {
  readonly asked: Request[] = [];
  readonly kept = new Map<string, string>();
  printed = 0;
  ms = 1_000_000;
  role = 'greeter';
  private readonly answers = new Map<string, Answer>();
  readonly ofTab = {
    read: (name: string) => this.kept.get(name) ?? null,
    write: (name: string, value: string | null) => {
      if (value === null) this.kept.delete(name);
      else this.kept.set(name, value);
    },
  };

  constructor() {
    const branch = {
      code: 'b',
      names: {},
      open: false,
      stopped: null,
      hours: [{ day: 'd', ranges: [{ from: OPENS }] }],
    };
    this.answer('/api/v1/session', () => ({
      person: { badge: '000009', login: 'g', role: this.role },
      csrf: 'c',
      locked: false,
      has_pin: false,
    }));
    this.answer('/api/v1/demo', () => null);
    this.answer('/api/v1/clock', () => ({ now: NOW, speed: 1, epoch: 1 }));
    this.answer('/api/v1/branches/b', () => branch);
    this.answer('/api/v1/branches/b/services', () => ({ services: SERVICES }));
    this.answer('/api/v1/branches/b/kiosk', () => ({ version: '1', procedures: PROCEDURES, documents: {} }));
    this.answer('/api/v1/branches/b/kiosk?known=1', () => ({ version: '1' }));
    this.answer('/api/v1/branches/b/bookings', () => ({ day: '2026-11-24', total: 0, bookings: [] }));
    this.door({ state: 'now' });
  }

  /** Let the door stand so. */
  door(more: object): void {
    const usual = { givers: ['greeter'], from: '2026-11-24T06:30:00+07:00', opens_at: OPENS, draw_at: null, given: 3 };
    this.answer('/api/v1/branches/b/door', () => ({ ...usual, ...more }));
  }

  /** From now on this path is answered so; what throws, refuses. */
  answer(path: string, answer: Answer): void {
    this.answers.set(path, answer);
  }

  sent(path: string): Request[] {
    return this.asked.filter((one) => one.method === 'POST' && one.path === `/api/v1/branches/b${path}`);
  }

  async ask<A>(request: Request): Promise<A | null> {
    this.asked.push(request);
    const answer = this.answers.get(request.path);
    if (!answer) throw new Error(`nothing answers ${request.path}`);
    return (await answer(request)) as A | null;
  }

  async wait(ms: number): Promise<void> {
    this.ms += ms;
  }

  wallMs = () => this.ms;
  now = () => NOW;
  hear = () => {};
  tellTabs = () => {};
  print = () => {
    this.printed += 1;
  };
}

export function refusal(status: number, code: string, detail = 'No.'): Refusal {
  return new Refusal(status, { type: `/problems/${code}`, title: code, status, detail, instance: 'i' });
}

/** Let everything that was started come to its end. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
}

/** A page at which somebody is signed in. */
export async function atWork(world: AWorld): Promise<Greeter> {
  const greeter = createGreeter(world, 'b');
  await greeter.session.begin();
  await settled();
  return greeter;
}
