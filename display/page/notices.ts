/** Which notices are said now? Each when it appears, and again as often as it asks; none that was there before the page. */
import type { HallView } from '../../server/pages/shared/wire';
import type { Announcement, Kind } from './line';

export type Notice = HallView['notices'][number];

export function createNotices(now: () => number) {
  const saidAt = new Map<string, number>();
  let isFirst = true;

  /** Return what is to be said of the notices that stand now. */
  return (notices: Notice[]): Announcement[] => {
    const due: Announcement[] = [];
    for (const notice of notices.filter((one) => one.clips.length > 0)) {
      const last = saidAt.get(notice.id);
      const again = notice.every_s !== null && last !== undefined && now() - last >= notice.every_s * 1000;
      if (last !== undefined && !again) continue;
      saidAt.set(notice.id, now());
      // An evacuation is said also by a page that begins in the middle of it.
      if (last === undefined && isFirst && notice.kind !== 'evacuation') continue;
      due.push({ id: notice.id, kind: kindOf(notice), number: '', counter: '', clips: notice.clips });
    }
    const present = new Set(notices.map((one) => one.id));
    for (const id of saidAt.keys()) if (!present.has(id)) saidAt.delete(id);
    isFirst = false;
    return due;
  };
}

function kindOf({ kind }: Notice): Kind {
  if (kind === 'evacuation' || kind === 'interruption' || kind === 'resumption') return kind;
  return kind === 'transfer' || kind === 'pause' ? 'visitor' : 'notice';
}
