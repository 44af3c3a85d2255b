import { expect, test } from 'vitest';
import { type Place, type Sheet, spotsOf } from './places';

const SHEET: Sheet = { width: 640, height: 420, margin: 40, apart: 80 };
/** The example's branches: four of them within three kilometres, one forty away. */
const HANOI: Place[] = [
  ['tay-ho', 21.069, 105.811],
  ['cau-giay', 21.032, 105.801],
  ['dong-da', 21.013, 105.825],
  ['hoang-mai', 21.013, 105.848],
  ['tu-liem', 21.039, 105.767],
  ['long-bien', 21.033, 105.9],
  ['ha-dong', 20.971, 105.779],
  ['hoai-duc', 21.07, 105.706],
  ['son-tay', 21.141, 105.507],
  ['dong-anh', 21.14, 105.849],
  ['thanh-tri', 20.946, 105.845],
  ['ung-hoa', 20.853, 105.77],
].map(([code, lat, lon]) => ({ code, lat, lon }) as Place);

function nearest(places: readonly Place[], sheet = SHEET): number {
  const spots = spotsOf(places, sheet);
  const gaps = spots.flatMap((one, at) =>
    spots.slice(at + 1).map((other) => Math.hypot(one.x - other.x, one.y - other.y)),
  );
  return Math.min(...gaps);
}

test('no branch hides another, and none leaves the sheet', () => {
  expect(nearest(HANOI)).toBeGreaterThan(SHEET.apart * 0.97);
  for (const { x, y } of spotsOf(HANOI, SHEET)) {
    expect(x).toBeGreaterThanOrEqual(SHEET.margin);
    expect(x).toBeLessThanOrEqual(SHEET.width - SHEET.margin);
    expect(y).toBeGreaterThanOrEqual(SHEET.margin);
    expect(y).toBeLessThanOrEqual(SHEET.height - SHEET.margin);
  }
});

test('north is above and west is left, as far as they lie apart', () => {
  const at = new Map(spotsOf(HANOI, SHEET).map((spot) => [spot.code, spot]));
  const [west, east, south, north] = ['son-tay', 'long-bien', 'ung-hoa', 'dong-anh'].map((code) => at.get(code));

  expect(west?.x).toBeLessThan(east?.x ?? 0);
  expect(north?.y).toBeLessThan(south?.y ?? 0);
});

test('two branches at one place still stand apart', () => {
  expect(nearest(HANOI.slice(0, 1).flatMap((one) => [one, { ...one, code: 'again' }]))).toBeGreaterThan(70);
});

test('the same places give the same map, and none give none', () => {
  expect(spotsOf(HANOI, SHEET)).toEqual(spotsOf(HANOI, SHEET));
  expect(spotsOf([], SHEET)).toEqual([]);
});
