/** What may the officer do now, and what did the server say? No DOM here. */
import { computed, signal } from '@preact/signals';
import { Refusal } from '../../server/pages/shared/link';
import type { CounterAnswer, CounterView, Demo, Session } from '../../server/pages/shared/wire';

export type Verb = 'call-next' | 'recall' | 'start' | 'no-show' | 'finish' | 'pause' | 'resume' | 'close' | 'open';

/** What the model needs of the world; the page gives the real ones, tests their own. */
export interface World {
  session(): Promise<Session | null>;
  signIn(login: string, password: string): Promise<Session | null>;
  signOut(csrf: string): Promise<void>;
  demo(): Promise<Demo | null>;
  act(verb: Verb, body: object, csrf: string): Promise<CounterAnswer | null>;
  watch(): void;
  sentence(error: unknown): string;
}

/** One key an action, by where the key is: letters would clash with Telex typing and with screen readers. */
export const KEYS: Readonly<Record<string, Verb | 'pause-or-resume'>> = {
  NumpadAdd: 'call-next',
  F8: 'call-next',
  Numpad1: 'recall',
  F2: 'recall',
  Numpad2: 'start',
  F4: 'start',
  Numpad3: 'no-show',
  F7: 'no-show',
  Numpad0: 'finish',
  F9: 'finish',
  Numpad9: 'pause-or-resume',
};

export function createCounter(world: World) {
  const session = signal<Session | null>(null);
  const asked = signal(false);
  const demo = signal<Demo | null>(null);
  const view = signal<CounterView | null>(null);
  const busy = signal(false);
  const message = signal('');
  const nobodyWaits = signal(false);
  const choosing = signal(false);
  const pausing = signal(false);

  /** What the present state allows; the server decides, this only spares a press that it would refuse. */
  const allowed = computed<ReadonlySet<Verb>>(() => {
    const seen = view.value;
    if (!seen || !session.value || seen.officer !== session.value.person.badge) return new Set<Verb>(['open']);
    const state = seen.ticket?.state;
    const verbs: Verb[] = ['open'];
    if (seen.state === 'open') verbs.push('call-next', 'pause');
    if (seen.state === 'paused') verbs.push('resume');
    if (state === 'called') verbs.push('recall', 'start', 'no-show', 'finish');
    if (state === 'serving') verbs.push('finish');
    if (!seen.ticket && seen.state !== 'closed') verbs.push('close');
    return new Set(verbs);
  });

  const mine = computed(
    () => view.value !== null && view.value.state !== 'closed' && view.value.officer === session.value?.person.badge,
  );

  async function begin(): Promise<void> {
    demo.value = await world.demo();
    session.value = await world.session();
    asked.value = true;
    if (session.value) world.watch();
  }

  async function signIn(login: string, password: string): Promise<void> {
    await told(async () => {
      session.value = await world.signIn(login, password);
      world.watch();
    });
  }

  async function signOut(): Promise<void> {
    const csrf = session.value?.csrf;
    if (csrf) await told(() => world.signOut(csrf));
    session.value = null;
    view.value = null;
  }

  /** Press a key: one request, and nothing is shown as done before the server has said so. */
  async function act(verb: Verb, body: object = {}): Promise<void> {
    const signed = session.value;
    if (!signed || busy.value || !allowed.value.has(verb)) return;
    const sent = verb === 'call-next' ? { after: view.value?.ticket?.id ?? null } : body;
    await told(async () => {
      const answer = await world.act(verb, sent, signed.csrf);
      nobodyWaits.value = answer === null;
      choosing.value = pausing.value = false;
      if (answer) follow(verb, answer);
    });
  }

  /** Show the answer at once; the pushed view with the same seq says the rest. */
  function follow(verb: Verb, answer: CounterAnswer): void {
    const seen = view.value;
    if (!seen || seen.seq >= answer.seq || answer.ticket === null) return;
    const stays = verb === 'call-next' || verb === 'recall' || verb === 'start';
    view.value = { ...seen, seq: answer.seq, ticket: stays ? answer.ticket : null };
  }

  async function told(work: () => Promise<void>): Promise<void> {
    busy.value = true;
    message.value = '';
    try {
      await work();
    } catch (error) {
      message.value = world.sentence(error);
      if (error instanceof Refusal && error.status === 401) session.value = null;
    } finally {
      busy.value = false;
    }
  }

  function press(code: string): boolean {
    const verb = KEYS[code];
    if (!verb || !view.value) return false;
    if (verb !== 'pause-or-resume') void act(verb);
    else if (view.value.state === 'paused') void act('resume');
    else if (allowed.value.has('pause')) pausing.value = true;
    return true;
  }

  function take(came: CounterView): void {
    if (view.value && came.seq < view.value.seq) return;
    if (view.value && came.waiting_total > view.value.waiting_total) nobodyWaits.value = false;
    view.value = came;
  }

  return {
    session,
    asked,
    demo,
    view,
    busy,
    message,
    nobodyWaits,
    choosing,
    pausing,
    allowed,
    mine,
    begin,
    signIn,
    signOut,
    act,
    press,
    take,
  };
}

export type CounterModel = ReturnType<typeof createCounter>;
