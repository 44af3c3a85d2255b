import { expect, test } from 'vitest';
import { createBoard } from './board';
import { aTicket, aView } from './fakes';

test('an older view does not put back what an answer has shown already', () => {
  const board = createBoard(() => 0);
  board.take(aView(1));

  board.follow('call-next', { counter: '3', ticket: aTicket('called'), seq: 9 });
  board.take(aView(8));

  expect(board.shown.value?.ticket?.number).toBe('A007');
});

test('who is sent away by an act on the ticket leaves the counter, anybody else does not', () => {
  const board = createBoard(() => 0);
  board.take(aView(1, aTicket('serving')));

  board.follow('cancel', { ticket: aTicket('cancelled', { id: 't5' }), seq: 2 });
  expect(board.shown.value?.ticket?.id).toBe('t1');
  board.follow('dossiers', { ticket: aTicket('serving', { dossiers: 4 }), seq: 3 });
  expect(board.shown.value?.ticket?.dossiers).toBe(4);
  board.follow('change-service', { ticket: aTicket('waiting'), seq: 4 });
  expect(board.shown.value?.ticket).toBeNull();
});

test('an undo shows who stands here now', () => {
  const board = createBoard(() => 0);
  board.take(aView(1));

  board.follow('undo', { counter: '3', ticket: aTicket('serving'), seq: 2 });

  expect(board.shown.value?.ticket?.number).toBe('A007');
});
