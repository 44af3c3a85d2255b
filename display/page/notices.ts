/**
 * Which notices are said now, and which one is seen? Each is said when it appears, and again as often as it asks, also
 * where it goes and comes back meanwhile; none that was there before the page.
 */
import { LANGUAGES } from '../../server/pages/shared/texts';
import type { HallView, Language } from '../../server/pages/shared/wire';
import type { Announcement, Kind } from './line';

export type Notice = HallView['notices'][number];

const OF_VISITORS: ReadonlySet<string> = new Set(['transfer', 'pause', 'missed', 'apology']);
const UNTIL_OVER: ReadonlySet<Kind> = new Set(['visitor', 'test', 'notice']);

/** due: what is to be said of the notices that stand now. */
export function createNotices(now: () => number) {
  const saidAt = new Map<string, number>();
  const everyMs = new Map<string, number>();
  let standing = new Set<string>();
  let isFirst = true;

  const due = (notices: Notice[]): Announcement[] => {
    const found: Announcement[] = [];
    for (const notice of notices.filter((one) => one.clips.length > 0)) {
      const last = saidAt.get(notice.id);
      const again = notice.every_s !== null && last !== undefined && now() - last >= notice.every_s * 1000;
      if (last !== undefined && !again) continue;
      saidAt.set(notice.id, now());
      everyMs.set(notice.id, (notice.every_s ?? 0) * 1000);
      // An evacuation is said also by a page that begins in the middle of it.
      if (last === undefined && isFirst && notice.kind !== 'evacuation') continue;
      found.push({ id: notice.id, kind: kindOf(notice), number: '', counter: '', clips: notice.clips });
    }
    standing = new Set(notices.map((one) => one.id));
    forget();
    isFirst = false;
    return found;
  };

  function forget(): void {
    for (const [id, at] of saidAt) {
      if (standing.has(id) || now() - at < (everyMs.get(id) ?? 0)) continue;
      saidAt.delete(id);
      everyMs.delete(id);
    }
  }

  /** Whether it still stands: what was over before its turn came is not said. */
  const isOver = ({ id, kind }: Announcement): boolean => UNTIL_OVER.has(kind) && !standing.has(id);

  return { due, isOver };
}

/** What all must know now: it stands alone, and in every language. */
export function urgentOf(notices: Notice[]): Notice | undefined {
  return notices.find((one) => one.kind === 'evacuation' || one.kind === 'interruption');
}

/** Which notice has its turn, and in which language: one after the other, each in every language. */
export function atTurn(notices: Notice[], turn: number): { notice: Notice; spoken: Language } | null {
  const at = turn % (notices.length * LANGUAGES.length);
  const notice = notices[Math.floor(at / LANGUAGES.length)];
  return notice ? { notice, spoken: LANGUAGES[at % LANGUAGES.length] ?? 'vi' } : null;
}

/** Tells of each notice or call when it first comes to the screen, and again only where it did not stand meanwhile. */
export function createSeen(shown: (id: string) => void) {
  let told = new Set<string>();

  return (standing: { id: string }[], seen: { id: string } | undefined): void => {
    told = new Set(standing.map((one) => one.id).filter((id) => told.has(id)));
    if (!seen || told.has(seen.id)) return;
    told.add(seen.id);
    shown(seen.id);
  };
}

function kindOf({ kind }: Notice): Kind {
  if (kind === 'evacuation' || kind === 'interruption' || kind === 'resumption' || kind === 'test') return kind;
  return OF_VISITORS.has(kind) ? 'visitor' : 'notice';
}
