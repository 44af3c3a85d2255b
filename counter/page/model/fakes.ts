/** What do the tests put in the place of the world, the server and a visitor? Not part of the page. */
import { Refusal } from '../../../server/pages/shared/link';
import type { CounterView, Session, Ticket } from '../../../server/pages/shared/wire';
import { type CounterModel, createCounter } from './counter';
import type { Request, Shelf, TabWord, World } from './world';

export const PLACE = { branch: 'b', counter: '3' };
export const ACTS = '/api/v1/branches/b/counters/3/';
export const TICKETS = '/api/v1/branches/b/tickets';

export function aSession(more: Partial<Session> = {}): Session {
  const person = { login: 'an', badge: '0127', role: 'officer', branch: 'b', counter: null, skills: null, rights: [] };
  return { person, csrf: 'c', locked: false, has_pin: false, ...more };
}

export function aTicket(state: string, more: Partial<Ticket> = {}): Ticket {
  const step = { service: 'land', state, counter: '3', calls: 1, called_at: null, started_at: null, ended_at: null };
  const about = { id: 't1', number: 'A007', state, service: 'land', priority: 'ordinary', needs: [] };
  return {
    ...about,
    dossiers: 1,
    dossiers_left: 1,
    step: 0,
    steps: [step],
    postponements_left: 2,
    ...more,
  } as unknown as Ticket;
}

export function aView(seq: number, ticket: Ticket | null = null, more: Partial<CounterView> = {}): CounterView {
  const rules = { bulk_from: 5, bulk_turn: 10, hold_limit_min: 60, recalls: 2 };
  const today = { served: 0, mean_service_s: null, mean_call_to_start_s: null, mean_turnaround_s: null, inaccurate: 0 };
  const seen = { seq, rev: 0, state: 'open', ticket, officer: '0127', services: ['land'], rules, today };
  const empty = { waiting: [], waiting_total: 0, held: [], catalogue: [], help_at: null, pause_reason: null };
  return { ...seen, ...empty, undo: null, undo_left_s: null, undo_until: null, ...more } as unknown as CounterView;
}

export function refusal(status: number, code: string, detail = 'No.', facts: object = {}): Refusal {
  return new Refusal(status, { type: `/problems/${code}`, title: code, status, detail, instance: 'i', ...facts });
}

/** A shelf that a test can look at. */
export class AShelf implements Shelf {
  readonly kept = new Map<string, string>();
  read(name: string): string | null {
    return this.kept.get(name) ?? null;
  }
  write(name: string, value: string | null): void {
    if (value === null) this.kept.delete(name);
    else this.kept.set(name, value);
  }
}

type Answer = (request: Request) => unknown;

/** A world whose server answers as the test says; everything that is asked is written down. */
export class AWorld implements World {
  readonly asked: Request[] = [];
  readonly told: TabWord[] = [];
  readonly ofTab = new AShelf();
  readonly ofBrowser = new AShelf();
  watches = 0;
  ms = 1_000_000;
  private readonly answers = new Map<string, Answer>();

  constructor() {
    this.answer('/api/v1/session', () => aSession());
    this.answer('/api/v1/demo', () => null);
  }

  /** From now on this path is answered so; what throws, refuses. */
  answer(path: string, answer: Answer): void {
    this.answers.set(path, answer);
  }
  /** What was sent to a path of the counter or of its tickets. */
  sent(path: string): Request[] {
    return this.asked.filter((request) => request.method === 'POST' && request.path === path);
  }
  async ask<A>(request: Request): Promise<A | null> {
    this.asked.push(request);
    const answer = this.answers.get(request.path);
    if (!answer) throw new Error(`nothing answers ${request.path}`);
    return (await answer(request)) as A | null;
  }
  watch(): void {
    this.watches += 1;
  }
  unwatch(): void {
    this.watches = 0;
  }
  wallMs(): number {
    return this.ms;
  }
  productMs(): number {
    return this.ms;
  }
  async wait(ms: number): Promise<void> {
    this.ms += ms;
  }
  tellTabs(word: TabWord): void {
    this.told.push(word);
  }
}

/** A counter whose officer is signed in and sees a view. */
export async function atWork(world: AWorld, view = aView(1)): Promise<CounterModel> {
  const counter = createCounter(world, PLACE);
  await counter.session.begin();
  counter.take(view);
  return counter;
}

/** Let everything that was started come to its end. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}
