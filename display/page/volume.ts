/** How loud is the hall now? As the view says for the hour, and who must leave the building hears it at any hour. */
import type { HallView } from '../../server/pages/shared/wire';
import type { Announcement } from './line';

/** Return the volume from 0 to 1 at a local time like 2026-11-24T09:42:00+07:00. */
export function volumeAt(screen: HallView['screen'], clock: string): number {
  const hour = clock.slice(11, 16);
  const now = screen.volumes.find((one) => one.from <= hour && hour < one.to);
  return (now?.percent ?? screen.volume) / 100;
}

export function isForAll(what: Announcement): boolean {
  return what.kind === 'evacuation' || what.kind === 'resumption';
}
