import { beforeEach, expect, test } from 'vitest';
import { Refusal } from '../../server/pages/shared/link';
import type { CounterView, Session, Ticket } from '../../server/pages/shared/wire';
import { type CounterModel, createCounter, type Verb } from './model';

const session: Session = {
  person: { login: 'an', badge: '0127', role: 'officer', branch: 'b', counter: null, skills: null, rights: [] },
  csrf: 'c',
  locked: false,
  has_pin: false,
};
let sent: [Verb, object][] = [];
let refuse: Refusal | null = null;
let counter: CounterModel;

function aTicket(state: string): Ticket {
  return { id: 't1', number: 'A007', state, service: 'land', step: 0, steps: [] } as unknown as Ticket;
}

function aView(seq: number, ticket: Ticket | null, state: CounterView['state'] = 'open'): CounterView {
  return {
    seq,
    rev: 0,
    state,
    ticket,
    officer: '0127',
    waiting_total: 3,
    waiting: [],
    held: [],
  } as unknown as CounterView;
}

beforeEach(async () => {
  sent = [];
  refuse = null;
  counter = createCounter({
    session: async () => session,
    signIn: async () => session,
    signOut: async () => {},
    demo: async () => null,
    act: async (verb, body) => {
      sent.push([verb, body]);
      if (refuse) throw refuse;
      return { counter: '3', ticket: aTicket('called'), seq: 9 };
    },
    watch: () => {},
    sentence: (error) => (error as Error).message,
  });
  await counter.begin();
});

test('call next always says who is believed to be at the counter', async () => {
  counter.take(aView(1, null));
  await counter.act('call-next');
  counter.take(aView(9, aTicket('called')));
  await counter.act('call-next');

  expect(sent).toEqual([
    ['call-next', { after: null }],
    ['call-next', { after: 't1' }],
  ]);
});

test('a second press while the first is under way sends nothing', async () => {
  counter.take(aView(1, null));

  await Promise.all([counter.act('call-next'), counter.act('call-next')]);

  expect(sent).toHaveLength(1);
});

test('a key that the state does not allow sends nothing', async () => {
  counter.take(aView(1, null));

  expect(counter.press('Numpad2')).toBe(true);

  expect(sent).toEqual([]);
});

test('the number pad presses the actions', () => {
  counter.take(aView(1, aTicket('called')));

  counter.press('Numpad2');

  expect(sent).toEqual([['start', {}]]);
});

test('a refusal is told in a sentence and changes nothing that is shown', async () => {
  counter.take(aView(1, aTicket('serving')));
  const body = { type: 'x', title: 'x', status: 409, detail: 'Nobody is at counter 3.', instance: 'i' };
  refuse = new Refusal(409, body);

  await counter.act('finish');

  expect(counter.message.value).toBe('Nobody is at counter 3.');
  expect(counter.view.value?.ticket?.id).toBe('t1');
});

test('an older view does not put back what an answer has shown already', async () => {
  counter.take(aView(1, null));

  await counter.act('call-next');
  counter.take(aView(8, null));

  expect(counter.view.value?.ticket?.number).toBe('A007');
});

test('an officer may only open a counter that another officer holds', () => {
  counter.take({ ...aView(1, aTicket('serving')), officer: '9999' });

  expect([...counter.allowed.value]).toEqual(['open']);
});
