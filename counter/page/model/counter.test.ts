import { beforeEach, expect, test } from 'vitest';
import { type CounterModel, SLIP_MS } from './counter';
import { ACTS, AWorld, aTicket, atWork, aView, refusal, settled, TICKETS } from './fakes';

let world: AWorld;
let counter: CounterModel;

beforeEach(async () => {
  world = new AWorld();
  counter = await atWork(world);
});

function answerWith(act: string, ticket: ReturnType<typeof aTicket> | null, seq = 9): void {
  world.answer(ACTS + act, () => ({ counter: '3', ticket, seq }));
}

test('call next always says who is believed to be at the counter', async () => {
  answerWith('call-next', aTicket('called'));

  counter.perform('call-next');
  await settled();
  world.ms += SLIP_MS;
  counter.perform('call-next');
  await settled();

  expect(world.sent(`${ACTS}call-next`).map((one) => one.body)).toEqual([{ after: null }, { after: 't1' }]);
});

test('a second press while the first is under way sends nothing', async () => {
  answerWith('call-next', aTicket('called'));

  counter.perform('call-next');
  counter.perform('call-next');
  await settled();

  expect(world.sent(`${ACTS}call-next`)).toHaveLength(1);
});

test('a second press right after the answer calls nobody else, and says why', async () => {
  answerWith('call-next', aTicket('called'));

  counter.perform('call-next');
  await settled();
  counter.perform('call-next');
  await settled();

  expect(world.sent(`${ACTS}call-next`)).toHaveLength(1);
  expect(counter.notices.notice.value).toEqual({ kind: 'just-called', number: 'A007' });
});

test('nobody is shown as called before the server has said who', async () => {
  answerWith('call-next', aTicket('called'));

  counter.perform('call-next');
  expect(counter.board.shown.value?.ticket).toBeNull();
  await settled();

  expect(counter.board.shown.value?.ticket?.number).toBe('A007');
});

test('nobody waiting is said, until somebody comes', async () => {
  world.answer(`${ACTS}call-next`, () => null);

  counter.perform('call-next');
  await settled();
  expect(counter.notices.notice.value).toEqual({ kind: 'nobody-waits' });

  counter.take(aView(2, null, { waiting_total: 1 }));
  expect(counter.notices.notice.value).toBeNull();
});

test('what the state does not allow sends nothing and is said', async () => {
  counter.perform('start');
  await settled();

  expect(world.sent(`${ACTS}start`)).toEqual([]);
  expect(counter.notices.notice.value).toEqual({ kind: 'not-now', action: 'start' });
});

test('a start is shown at once, and again as before when the server refuses it', async () => {
  counter.take(aView(2, aTicket('called')));
  world.answer(`${ACTS}start`, () => {
    throw refusal(409, 'wrong-state', 'A007 is done.');
  });

  counter.perform('start');
  expect(counter.board.shown.value?.ticket?.state).toBe('serving');
  await settled();

  expect(counter.board.shown.value?.ticket?.state).toBe('called');
  const sentence = 'A007 is done.';
  const told = { kind: 'refused', deed: 'start', number: 'A007', sentence, rolledBack: true };
  expect(counter.notices.notice.value).toEqual(told);
});

test('the next key of a quick hand waits for the answer and then goes', async () => {
  counter.take(aView(2, aTicket('serving')));
  answerWith('finish', aTicket('done'));
  answerWith('call-next', aTicket('called', { id: 't2', number: 'A008' }), 10);

  counter.perform('finish');
  counter.perform('call-next');
  await settled();

  expect(world.sent(`${ACTS}call-next`).map((one) => one.body)).toEqual([{ after: null }]);
  expect(counter.board.shown.value?.ticket?.number).toBe('A008');
});

test('what was pressed meanwhile is forgotten when the first act is refused', async () => {
  counter.take(aView(2, aTicket('serving')));
  world.answer(`${ACTS}finish`, () => {
    throw refusal(409, 'nobody-at-counter');
  });

  counter.perform('finish');
  counter.perform('call-next');
  await settled();

  expect(world.sent(`${ACTS}call-next`)).toEqual([]);
});

test('an outcome is asked for only where the service has some', async () => {
  const outcomes = [{ code: 'complete', names: {} }];
  const catalogue = [{ code: 'land', letter: 'T', names: {}, outcomes }];
  counter.take(aView(2, aTicket('serving'), { catalogue } as never));

  counter.perform('finish');

  expect(counter.dialogs.top.value?.name).toBe('finish');
  expect(world.sent(`${ACTS}finish`)).toEqual([]);
});

test('a dialog opened while an act is under way is not closed by its answer', async () => {
  counter.take(aView(2, aTicket('serving')));
  answerWith('finish', aTicket('done'));

  counter.perform('finish');
  counter.perform('more');
  await settled();

  expect(counter.dialogs.top.value?.name).toBe('more');
});

test('the dialogs from which an act was sent close when it is done, and stay when it is refused', async () => {
  counter.take(aView(2, aTicket('serving')));
  world.answer(`${ACTS}hold`, () => {
    throw refusal(409, 'wrong-state');
  });
  counter.perform('hold');
  counter.deeds.act('hold', {});
  await settled();
  expect(counter.dialogs.top.value?.name).toBe('hold');

  answerWith('hold', aTicket('held'));
  counter.deeds.act('hold', {});
  await settled();
  expect(counter.dialogs.top.value).toBeNull();
});

test('who has begun to serve may call the next at once', async () => {
  answerWith('call-next', aTicket('called'));
  answerWith('start', aTicket('serving'), 10);

  for (const action of ['call-next', 'start', 'call-next'] as const) {
    counter.perform(action);
    await settled();
  }

  expect(world.sent(`${ACTS}call-next`)).toHaveLength(2);
});

test('an answer chosen in a dialog waits for the act before it', async () => {
  const outcomes = [{ code: 'complete', names: {} }];
  const catalogue = [{ code: 'land', letter: 'T', names: {}, outcomes }];
  counter.take(aView(2, aTicket('called'), { catalogue } as never));
  answerWith('start', aTicket('serving'));
  answerWith('finish', aTicket('done'), 10);

  counter.perform('start');
  counter.perform('finish');
  expect(counter.dialogs.top.value?.name).toBe('finish');
  counter.deeds.act('finish', { outcome: 'complete' });
  await settled();

  expect(world.sent(`${ACTS}finish`).map((one) => one.body)).toEqual([{ outcome: 'complete' }]);
  expect(counter.dialogs.top.value).toBeNull();
});

test('pause asks for the reason, resume does not', async () => {
  counter.perform('pause');
  expect(counter.dialogs.top.value?.name).toBe('pause');
  counter.dialogs.close();
  counter.take(aView(2, null, { state: 'paused' }));
  answerWith('resume', null);

  counter.perform('pause');
  await settled();

  expect(world.sent(`${ACTS}resume`)).toHaveLength(1);
  expect(counter.board.shown.value?.state).toBe('open');
});

test('a dialog about a visitor closes when another tab has dealt with him', () => {
  counter.take(aView(2, aTicket('serving')));
  counter.perform('transfer');

  counter.take(aView(3, null));

  expect(counter.dialogs.top.value).toBeNull();
  expect(counter.notices.notice.value).toEqual({ kind: 'visitor-changed' });
});

test('a dialog opened about the visitor before closes when the call is answered', async () => {
  counter.take(aView(2, aTicket('serving')));
  answerWith('call-next', aTicket('called', { id: 't2', number: 'A008' }));

  counter.perform('call-next');
  counter.perform('transfer');
  counter.take(aView(9, aTicket('called', { id: 't2', number: 'A008' })));
  await settled();

  expect(counter.dialogs.top.value).toBeNull();
});

test('a dialog about somebody who was looked up stays', () => {
  counter.openDialog('refer', aTicket('waiting', { id: 't5' }));

  counter.take(aView(3, aTicket('called')));

  expect(counter.dialogs.top.value?.name).toBe('refer');
});

test('who is referred is on the way: the place is held there, and the officer is told until when', async () => {
  const ticket = aTicket('waiting', { id: 't5', number: 'A009' });
  const onward = aTicket('held', { id: 't6', number: 'B001', due_at: '2026-11-24T09:28:00+07:00' });
  world.answer(`${TICKETS}/t5/refer`, () => ({ ticket, onward, seq: 9 }));

  counter.deeds.refer(ticket, { branch: 'c', service: 'land' });
  await settled();

  const body = { counter: '3', branch: 'c', service: 'land', on_the_way: true };
  expect(world.sent(`${TICKETS}/t5/refer`).map((one) => one.body)).toEqual([body]);
  expect(counter.notices.notice.value).toEqual({ kind: 'referred', number: 'A009', onward });
});

test('an act on a ticket is this counter’s, so that it can be undone here', async () => {
  const ticket = aTicket('waiting', { id: 't5', number: 'A009', priority: 'priority' });
  world.answer(`${TICKETS}/t5/ordinary`, () => ({ ticket, seq: 9 }));

  counter.deeds.mend('ordinary', ticket);
  await settled();

  expect(world.sent(`${TICKETS}/t5/ordinary`).map((one) => one.body)).toEqual([{ counter: '3' }]);
  expect(counter.undo.undoable.value).toMatchObject({ act: 'ordinary', number: 'A009' });
});

test('keys do nothing while a dialog is open, and when another officer sits here', () => {
  expect(counter.key('Numpad8')).toBe(true);
  expect(counter.dialogs.top.value?.name).toBe('more');
  expect(counter.key('Numpad9')).toBe(false);
  counter.dialogs.closeAll();

  counter.take(aView(2, null, { officer: '9999' }));
  expect(counter.key('NumpadAdd')).toBe(false);
});

test('the page locks once the pause is answered, when that was asked for', async () => {
  world.answer('/api/v1/session', () => ({ ...sessionWithPin() }));
  await counter.session.check();
  answerWith('pause', null);
  world.answer('/api/v1/session/lock', () => ({ ...sessionWithPin(), locked: true }));

  counter.deeds.act('pause', { reason: 'lunch' }, { next: 'lock' });
  await settled();

  expect(counter.session.standing.value).toBe('locked');
  expect(counter.board.view.value).toBeNull();
});

function sessionWithPin() {
  const person = { login: 'an', badge: '0127', role: 'officer', branch: 'b', counter: null, skills: null, rights: [] };
  return { person, csrf: 'c', locked: false, has_pin: true };
}

test('a roll that is set tells the number that comes next', async () => {
  world.answer('/api/v1/branches/b/number-roll', () => ({ service: 'land', next: 'A057', seq: 9 }));

  counter.deeds.roll({ service: 'land', at: 57 });
  await settled();

  expect(counter.notices.notice.value).toEqual({ kind: 'rolled', number: 'A057' });
});
