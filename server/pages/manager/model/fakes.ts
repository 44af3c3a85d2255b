/** What do the tests put in the place of the world and of the server's answers? Not part of the page. */
import { Refusal } from '../../shared/link';
import type { TabWord } from '../../shared/session';
import type { Session } from '../../shared/wire';
import type { Alert, Effect, NetworkRow, Officer, Run, Suggestion, Suggestions } from './wire';
import type { Request, World } from './world';

const names = (name: string) => ({ vi: name, en: name, fr: name });

export function aRow(code: string, more: Partial<NetworkRow> = {}): NetworkRow {
  const known = { kind: 'branch', parent: null, names: names(code), lat: 21, lon: 105.8, seq: 1, rev: 0, open: true };
  const counted = { waiting: 0, crowd: 0, crowd_limit: null, expected_hour: null, called: 0 };
  const kept = { within_15: null, within_30: null };
  const waits = { wait_p50_s: null, wait_p90_s: null, predicted_by: null, predicted_at: null, promises_kept: null };
  const counters = { counters_open: 0, counters_paused: 0, counters: 4, intake_left: null, help: [] };
  return { code, ...known, ...counted, ...kept, ...waits, ...counters, services: [], alerts: [], ...more };
}

export function anAlert(branch: string, since: string, more: Partial<Alert> = {}): Alert {
  const about = { code: 'p90', where: null, value: 3000, limit: 1800, sentence: names('P90') } as const;
  return { id: `${branch} ${since}`, branch, since, ...about, ...more };
}

const FIGURES = { p50_s: 600, p90_s: 1800, within_15: 0.5, crowd: 20 };
const STILL = { low: 0, middle: 0, high: 0 };

export function anEffect(branch: string, more: Partial<Effect> = {}): Effect {
  const difference = { p50_s: STILL, p90_s: STILL, within_15: STILL, crowd: STILL };
  return { branch, before: FIGURES, after: FIGURES, difference, ...more };
}

export function aSuggestion(id: number, more: Partial<Suggestion> = {}): Suggestion {
  const what = { kind: 'lend', branch: 'a', counter: null, services: ['land'], officer: '0127', to: 'b' } as const;
  const when = { start: '2026-11-24T13:30:00+07:00', end: '2026-11-24T17:00:00+07:00', travel_s: 1200 };
  const said = {
    sentence: names(`suggestion ${id}`),
    reason: names('because'),
    effects: [anEffect('a'), anEffect('b')],
  };
  const settled = {
    parts: [],
    needs_consent: [],
    consented_by: {},
    decided_by: null,
    decided_at: null,
    dismissed_because: null,
    dismissed_note: null,
  };
  const after = { arrived_at: null, happened: [], may: [], why_not: null };
  return { id, state: 'proposed', ...what, ...when, ...said, ...settled, ...after, ...more } as Suggestion;
}

export function aRun(state: Run['state'], more: Partial<Run> = {}): Run {
  const said = { progress: 0, asked_at: '2026-11-24T10:00:00+07:00', done_at: null, seconds: null, gap: null };
  return { id: 1, state, ...said, helps: null, verdict: null, missing: [], effects: [], ...more };
}

export function theList(run: Run | null, suggestions: Suggestion[] = []): Suggestions {
  return { at: '2026-11-24T10:00:00+07:00', worker: true, run, suggestions };
}

export function anOfficer(badge: string, more: Partial<Officer> = {}): Officer {
  const day = { start: '2026-11-24T08:00:00+07:00', end: '2026-11-24T12:00:00+07:00' };
  const about = { branch: 'a', skills: { land: 1 }, qualified: [], counter: null, state: 'expected', works_at: 'a' };
  return { badge, ...about, roster: [day], lunch: null, movable: true, absences: [], ...more } as Officer;
}

export function aSession(role = 'network-manager', branch: string | null = null): Session {
  const person = { login: 'mai', badge: '1', role, branch, counter: null, skills: null, rights: [] };
  return { person, csrf: 'c', locked: false, has_pin: false };
}

export function refusal(status: number, code: string): Refusal {
  return new Refusal(status, { type: `/problems/${code}`, title: code, status, detail: 'No.', instance: 'i' });
}

/** A world whose server answers as the test says; everything that is asked is written down. */
export class AWorld implements World {
  readonly asked: Request[] = [];
  readonly told: TabWord[] = [];
  watches = 0;
  waited = 0;
  private readonly answers = new Map<string, (request: Request) => unknown>();

  constructor() {
    this.answer('GET /api/v1/session', () => aSession());
    this.answer('GET /api/v1/demo', () => null);
    this.answer('GET /api/v1/suggestions', () => theList(null));
  }
  /** From now on "METHOD path" is answered so; what throws, refuses. */
  answer(what: string, answer: (request: Request) => unknown): void {
    this.answers.set(what, answer);
  }
  sent(path: string): Request[] {
    return this.asked.filter((request) => request.method === 'POST' && request.path === path);
  }
  async ask<A>(request: Request): Promise<A | null> {
    this.asked.push(request);
    const answer = this.answers.get(`${request.method} ${request.path}`);
    if (!answer) throw new Error(`nothing answers ${request.method} ${request.path}`);
    return (await answer(request)) as A | null;
  }
  watch(): void {
    this.watches += 1;
  }
  unwatch(): void {
    this.watches = 0;
  }
  async wait(ms: number): Promise<void> {
    this.waited += ms;
  }
  tellTabs(word: TabWord): void {
    this.told.push(word);
  }
}

/** Let everything that was started come to its end. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
}
