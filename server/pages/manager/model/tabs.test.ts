import { expect, test } from 'vitest';
import { createTabs, hashOf, shownBy } from './tabs';

test('the address says what is shown, and what is unknown is the network', () => {
  expect(shownBy('#staff/tay-ho')).toEqual({ tab: 'staff', part: 'tay-ho' });
  expect(shownBy('#suggestions')).toEqual({ tab: 'suggestions', part: null });
  expect(shownBy('#elsewhere/x')).toEqual({ tab: 'network', part: null });
  expect(shownBy('')).toEqual({ tab: 'network', part: null });
});

test('every part comes back as it was named', () => {
  for (const part of [null, 'tay-ho', 'a/b', 'số 1']) expect(shownBy(hashOf({ tab: 'order', part })).part).toBe(part);
});

test('a part is opened by its address alone, so that the browser can go back', () => {
  const gone: string[] = [];
  const tabs = createTabs((hash) => gone.push(hash));

  tabs.open('network', 'b');

  expect(gone).toEqual(['#network/b']);
  expect(tabs.shown.value.part).toBeNull();
  tabs.arrive('#network/b');
  expect(tabs.shown.value.part).toBe('b');
});
