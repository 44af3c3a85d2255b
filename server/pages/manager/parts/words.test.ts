import { beforeEach, expect, test } from 'vitest';
import { language } from '../../shared/texts';
import { actorSaid, minutesOf, percent, shortName, turnOf } from './words';

beforeEach(() => {
  language.value = 'vi';
});

test('an effect is only called better or worse where the whole interval says so', () => {
  expect(turnOf({ low: -300, middle: -200, high: -60 }, false)).toBe('better');
  expect(turnOf({ low: -300, middle: -100, high: 20 }, false)).toBe('unsure');
  expect(turnOf({ low: 0.02, middle: 0.1, high: 0.2 }, true)).toBe('better');
  expect(turnOf({ low: 10, middle: 20, high: 30 }, false)).toBe('worse');
  expect(turnOf({ low: 0, middle: 0, high: 0 }, false)).toBe('unsure');
});

test('a long name is cut to what tells branches apart', () => {
  expect(shortName('Chi nhánh số 1 - Tây Hồ')).toBe('Tây Hồ');
  expect(shortName('Điểm phục vụ Xuân La')).toBe('Điểm phục vụ Xuân La');
});

test('what cannot be told is a dash, not a zero', () => {
  expect(minutesOf(null)).toBe('–');
  expect(minutesOf(1500)).toBe('25');
  expect(percent(null)).toBe('–');
  expect(percent(0.804)).toBe('80%');
});

test('who has decided is told by role and badge', () => {
  const texts = (key: string, values?: object) => `${key} ${JSON.stringify(values)}`;

  expect(actorSaid('network-manager:0127', texts)).toBe('role {"role":"networkmanager"} 0127');
  expect(actorSaid('mai', texts)).toBe('mai');
});
