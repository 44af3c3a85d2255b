import { expect, test } from 'vitest';
import { aTicket, aView } from './fakes';
import { createUndo } from './undo';

test('the ten seconds run on the wall clock, whatever the product’s time does', () => {
  let ms = 0;
  const undo = createUndo(() => ms);

  undo.take(aView(1, aTicket('called'), { undo: 'call-next', undo_left_s: 6 }));
  expect(undo.undoable.value).toMatchObject({ act: 'call-next', number: 'A007' });
  ms = 5_000;
  undo.tick();
  expect(undo.leftMs.value).toBeGreaterThan(0);
  ms = 6_000;
  undo.tick();

  expect(undo.undoable.value).toBeNull();
  expect(undo.leftMs.value).toBe(0);
});

test('who was finished is named, though he has gone', () => {
  const undo = createUndo(() => 0);

  undo.follow('finish', 'A007');
  undo.take(aView(2, null, { undo: 'finish', undo_left_s: 9.5 }));

  expect(undo.undoable.value).toMatchObject({ act: 'finish', number: 'A007' });
});

test('an act of another tab is offered without a name', () => {
  const undo = createUndo(() => 0);

  undo.follow('finish', 'A007');
  undo.take(aView(3, null, { undo: 'hold', undo_left_s: 9 }));

  expect(undo.undoable.value).toMatchObject({ act: 'hold', number: null });
});

test('opening and undoing cannot be taken back', () => {
  const undo = createUndo(() => 0);

  undo.follow('finish', 'A007');
  undo.follow('undo', 'A007');

  expect(undo.undoable.value).toBeNull();
});
