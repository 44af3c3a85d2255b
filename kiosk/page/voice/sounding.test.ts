import { expect, test } from 'vitest';
import en from '../../../config/i18n/en/kiosk.json';
import fr from '../../../config/i18n/fr/kiosk.json';
import vi from '../../../config/i18n/vi/kiosk.json';
import { textsOf } from '../../../server/pages/shared/texts';
import { sounding } from './sounding';

const texts = textsOf({ vi, en, fr });

test.each([
  ['vi', 'Thứ Tư 25/11, 08:30', 'Thứ Tư 25 tháng 11, 8 giờ 30'],
  ['en', 'Wednesday 25/11, 08:05', 'Wednesday 25 November, 8:05'],
  ['fr', 'Mercredi 25/11, 08:30', 'Mercredi 25 novembre, 8 heures 30'],
  ['vi', 'mở cửa đến 17:00 · đi khoảng 12 phút', 'mở cửa đến 17 giờ, đi khoảng 12 phút'],
  ['en', 'open until 17:00 · about 12 min away', 'open until 17 o’clock, about 12 minutes away'],
  ['fr', 'ouverte de 13:30 à 17:00', 'ouverte de 13 heures 30 à 17 heures'],
  ['en', 'wait 5–10 min', 'wait 5 to 10 minutes'],
  ['vi', 'vé ngày 24/11/2026', 'vé ngày 24 tháng 11, 2026'],
  ['vi', 'mở 24/24', 'mở 24/24'],
] as const)('in %s, %s is said %s', (spoken, written, said) => {
  expect(sounding(written, spoken, texts)).toBe(said);
});
