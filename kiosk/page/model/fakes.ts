/** An agent as the tests need it: it answers by path, and remembers what it was asked. */
import type { Asking } from '../../../server/pages/shared/requests';
import { createKiosk, type KioskModel } from './kiosk';
import type { AgentState, AgentStatus, Found, Mine, Offer, Service, Taken } from './world';

export interface Asked {
  path: string;
  body: unknown;
  headers?: Record<string, string>;
  within?: number;
}

export function aService(code: string, more: object = {}): Service {
  return { code, letter: 'A', names: {}, open: true, documents: {}, elsewhere: [], ...more } as unknown as Service;
}

export function aState(more: Partial<AgentState> = {}): AgentState {
  return {
    branch: 'b',
    open: true,
    link: 'up',
    age_s: 0,
    services: [aService('land'), aService('business')],
    groups: [],
    languages: ['vi'],
    priorities: [{ code: 'priority', names: {} }],
    needs: [{ code: 'deaf', names: {} }],
    dossiers_max: 500,
    speech: true,
    can_scan: true,
    ...more,
  } as unknown as AgentState;
}

export function aTicket(more: object = {}): Taken {
  const paper = { print: 'queued', print_reason: null };
  return { id: 't', number: 'A007', branch: 'b', phone_url: 'http://s/t/x', ...paper, ...more } as unknown as Taken;
}

export function aMine(more: Partial<Mine> = {}): Mine {
  return { token: 'x', number: 'A007', service: 'land', state: 'waiting', can: ['cancel'], ...more } as unknown as Mine;
}

export function aStatus(printer: Partial<AgentStatus['printer']> = {}): AgentStatus {
  return {
    closed_by_staff: false,
    printer: { condition: 'ok', running: true, papers_left: 9, roll_ends: null, backup: null, ...printer },
  } as AgentStatus;
}

export function anOffer(): Offer {
  return { branch: 'cau-giay', travel_s: 720, wait_low_s: 300, wait_high_s: 600 } as unknown as Offer;
}

export function aProcedure(name: string): Found {
  return { service: 'land', procedure: 'first', names: { vi: name }, documents: {} } as unknown as Found;
}

export type Answers = Record<string, unknown>;

/** A kiosk before an agent. answers: path without its query -> what is told, or an Error that is thrown, after `first`. */
export function aKiosk(
  answers: Answers = {},
  first: (path: string) => Promise<void> = async () => {},
): { kiosk: KioskModel; asked: Asked[]; answers: Answers } {
  const asked: Asked[] = [];
  const all: Answers = {
    '/state': aState(),
    '/status': aStatus(),
    '/advice': { offers: [] },
    '/dates': { dates: [] },
    ...answers,
  };
  const kiosk = createKiosk({
    ask: async <Answer>(path: string, { body, headers, within }: Asking = {}) => {
      asked.push({ path, body, headers, within });
      await first(path);
      const answer = all[path.split('?')[0] as string];
      if (answer === undefined) throw new Error(`nobody answers ${path}`);
      if (answer instanceof Error) throw answer;
      return answer as Answer;
    },
    language: () => 'en',
    firstLanguage: () => {},
    isTall: () => false,
    freshId: () => `id-${asked.length}`,
    told: () => {},
    sentence: (error) => (error as Error).message,
  });
  return { kiosk, asked, answers: all };
}

/** What was posted, without what the page asks by itself. */
export function posted(asked: readonly Asked[]): Asked[] {
  return asked.filter((one) => one.body !== undefined);
}

export async function seconds(kiosk: KioskModel, count: number): Promise<void> {
  for (let second = 0; second < count; second += 1) await kiosk.tick();
}
