import { expect, test } from 'vitest';
import { createNotices, type Notice } from './notices';

function a(id: string, more: Partial<Notice> = {}): Notice {
  return { id, kind: 'notice', texts: {}, opens_at: null, clips: [`/${id}.wav`], every_s: null, ...more };
}

test('what stood before the page began is not said, what comes later is said once', () => {
  const due = createNotices(() => 0);

  expect(due([a('old')])).toEqual([]);
  expect(due([a('old'), a('new'), a('written', { clips: [] })]).map((one) => one.id)).toEqual(['new']);
  expect(due([a('old'), a('new')])).toEqual([]);
});

test('a notice that asks for it is said again after its time', () => {
  const clock = { now: 0 };
  const due = createNotices(() => clock.now);
  const notice = a('land', { every_s: 600 });

  due([notice]);
  clock.now = 599_000;
  expect(due([notice])).toEqual([]);
  clock.now = 600_000;

  expect(due([notice])).toHaveLength(1);
  expect(due([notice])).toEqual([]);
});

test('an evacuation is said even by a page that begins in it, and with its own rank', () => {
  expect(createNotices(() => 0)([a('out', { kind: 'evacuation' })])[0]?.kind).toBe('evacuation');
});
