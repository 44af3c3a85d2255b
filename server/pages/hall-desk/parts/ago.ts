/** How long ago was something last heard of? */
import type { Texts } from '../../shared/texts';

const SECONDS_UP_TO = 120;

export function ago(seconds: number | null, texts: Texts): string {
  if (seconds === null) return '–';
  return seconds < SECONDS_UP_TO
    ? texts('ago_s', { seconds })
    : texts('ago_min', { minutes: Math.round(seconds / 60) });
}
