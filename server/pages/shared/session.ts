/** Who sits here, and is the page locked? A session is shared by all tabs of a browser. */
import { batch, computed, signal } from '@preact/signals';
import { Refusal } from './link';
import type { Demo, Session } from './wire';

/** What the tabs of one browser tell each other: the session is theirs together. */
export type TabWord = 'session-changed' | 'signed-out';

export interface SessionRequest {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  body?: object;
  csrf?: string;
}

/** What signing in needs of the world. */
export interface SessionWorld {
  /** Ask once and return the JSON answer, null for none. Throws Refusal, Unreached. */
  ask<Answer>(request: SessionRequest): Promise<Answer | null>;
  wait(ms: number): Promise<void>;
  tellTabs(word: TabWord): void;
}

/** unknown: the server has not said yet; lost: it ended while somebody worked, and the page is kept beneath. */
export type Standing = 'unknown' | 'none' | 'lost' | 'locked' | 'in';

const AGAIN_MS = 2000;

export interface SessionEvents {
  /** Somebody is signed in and not locked out: the work can go on. */
  entered(): void;
  /** The page must hold nothing of the work any more. */
  left(): void;
}

export function createSession(world: SessionWorld, events: SessionEvents) {
  const session = signal<Session | null>(null);
  const standing = signal<Standing>('unknown');
  const demo = signal<Demo | null>(null);
  const fault = signal<unknown>(null);
  const busy = signal(false);
  const badge = computed(() => session.value?.person.badge ?? null);
  const csrf = (): string => session.value?.csrf ?? '';

  /** Ask who is signed in, however long the server is away. */
  async function begin(): Promise<void> {
    demo.value = await world.ask<Demo>({ method: 'GET', path: '/api/v1/demo' }).catch(() => null);
    while (!(await check())) await world.wait(AGAIN_MS);
  }

  /** Ask again, as after sleep or when another tab has changed it; false when nobody answered. */
  async function check(): Promise<boolean> {
    try {
      accept(await world.ask<Session>({ method: 'GET', path: '/api/v1/session' }));
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) return false;
      if (error.status === 401) lose();
      return error.status === 401;
    }
  }

  function accept(told: Session | null): void {
    if (told === null) return;
    const before = badge.value;
    const wasIn = standing.value === 'in';
    batch(() => {
      session.value = told;
      standing.value = told.locked ? 'locked' : 'in';
    });
    const isAnother = before !== null && before !== told.person.badge;
    if (told.locked || isAnother) events.left();
    if (!told.locked && (isAnother || !wasIn)) events.entered();
  }

  /** The server no longer knows the session: what is on the page stays until somebody signs in. */
  function lose(): void {
    if (standing.value === 'in') standing.value = 'lost';
    else if (standing.value !== 'lost') leave();
  }

  function leave(): void {
    batch(() => {
      session.value = null;
      standing.value = 'none';
    });
    events.left();
  }

  /** Do what the server may refuse with a sentence for the form; whether it was done. */
  async function told(work: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    fault.value = null;
    try {
      await work();
      return true;
    } catch (error) {
      fault.value = error;
      // A wrong PIN too many, or somebody has signed out elsewhere.
      if (isProblem(error, 'not-signed-in') || triesLeft(error) === 0) leave();
      return false;
    } finally {
      busy.value = false;
    }
  }

  async function post(path: string, body: object): Promise<void> {
    accept(await world.ask<Session>({ method: 'POST', path: `/api/v1/session${path}`, body, csrf: csrf() }));
    world.tellTabs('session-changed');
  }

  async function signIn(login: string, password: string): Promise<boolean> {
    return told(async () => {
      accept(await world.ask<Session>({ method: 'POST', path: '/api/v1/session', body: { login, password } }));
      world.tellTabs('session-changed');
    });
  }

  async function signOut(): Promise<boolean> {
    return told(async () => {
      await world.ask({ method: 'DELETE', path: '/api/v1/session', csrf: csrf() });
      leave();
      world.tellTabs('signed-out');
    });
  }

  const choosePin = (pin: string, password: string): Promise<boolean> => told(() => post('/pin', { pin, password }));
  const lock = (): Promise<boolean> => told(() => post('/lock', {}));
  const unlock = (pin: string): Promise<boolean> => told(() => post('/unlock', { pin }));

  /** What a request of the work was refused with, when it was for want of a session. */
  function hindered(error: unknown): boolean {
    const ended = isProblem(error, 'not-signed-in');
    if (ended) lose();
    else if (isProblem(error, 'locked')) void check();
    else return false;
    return true;
  }

  return {
    session,
    standing,
    demo,
    fault,
    busy,
    badge,
    csrf,
    begin,
    check,
    leave,
    signIn,
    signOut,
    choosePin,
    lock,
    unlock,
    hindered,
  };
}

export type SessionModel = ReturnType<typeof createSession>;

function isProblem(error: unknown, code: string): boolean {
  return error instanceof Refusal && error.body?.type === `/problems/${code}`;
}

/** How many tries a wrong PIN has left; null when that is not what was wrong. */
export function triesLeft(error: unknown): number | null {
  const left = error instanceof Refusal ? (error.body as { left?: unknown } | null)?.left : null;
  return typeof left === 'number' ? left : null;
}
