import { expect, test } from 'vitest';
import { type Action, allowed } from './acts';
import { aTicket, aView } from './fakes';
import { actionsFor } from './find';

function may(view: ReturnType<typeof aView>, ...asked: Action[]): Action[] {
  const found = allowed(view, '0127', false);
  return asked.filter((one) => found.has(one));
}

test('who was called is started, called again or missed; who is served is not', () => {
  const asked: Action[] = ['recall', 'start', 'no-show', 'finish', 'hold', 'transfer'];

  expect(may(aView(1, aTicket('called')), ...asked)).toEqual(asked);
  expect(may(aView(1, aTicket('serving')), ...asked)).toEqual(['finish', 'hold', 'transfer']);
  expect(may(aView(1), ...asked)).toEqual([]);
});

test('a paused counter calls nobody, but finishes and resumes', () => {
  const paused = aView(1, aTicket('serving'), { state: 'paused' });

  expect(may(paused, 'call-next', 'call', 'finish', 'pause')).toEqual(['finish', 'pause']);
});

test('one key puts back into ordinary order, where there is a priority to put back', () => {
  expect(may(aView(1, aTicket('called', { priority: 'priority' })), 'ordinary')).toEqual(['ordinary']);
  expect(may(aView(1, aTicket('called')), 'ordinary')).toEqual([]);
});

test('a turn of a folder ends only where something is left for another', () => {
  expect(may(aView(1, aTicket('serving', { dossiers_left: 12 })), 'end-turn')).toEqual(['end-turn']);
  expect(may(aView(1, aTicket('serving')), 'end-turn')).toEqual([]);
});

test('at another officer’s counter nothing is done', () => {
  const found = allowed(aView(1, aTicket('serving'), { officer: '9999' }), '0127', true);

  expect([...found].filter((one) => !['find', 'keys', 'settings', 'sign-out'].includes(one))).toEqual([]);
});

test('what is offered with a found ticket follows its state', () => {
  const view = aView(1);

  expect(actionsFor(aTicket('held'), view)).toContain('bring-back');
  expect(actionsFor(aTicket('no_show'), view)).toEqual(['return']);
  expect(actionsFor(aTicket('done'), view)).toEqual(['reopen']);
  expect(actionsFor(aTicket('done'), aView(1, aTicket('serving', { id: 't2' })))).toEqual([]);
  expect(actionsFor(aTicket('serving'), view)).toEqual([]);
  expect(actionsFor(aTicket('waiting'), aView(1, null, { state: 'paused' }))).not.toContain('call');
});
