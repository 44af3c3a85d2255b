/** The hall display: /hall/{branch}?zone= · The screen over a counter: /hall/{branch}/counter/{counter} */
import { effect } from '@preact/signals';
import { render } from 'preact';
import en from '../../config/i18n/en/hall.json';
import fr from '../../config/i18n/fr/hall.json';
import vi from '../../config/i18n/vi/hall.json';
import { hear, now, run } from '../../server/pages/shared/clock';
import { ask, freshKey, Refusal, Watch } from '../../server/pages/shared/link';
import { LANGUAGES, speak as speakIn, textsOf } from '../../server/pages/shared/texts';
import '../../server/pages/shared/tokens.css';
import type { Call, Demo, HallView } from '../../server/pages/shared/wire';
import { addressOf } from './address';
import { callOver } from './calls';
import { type Announcement, createLine } from './line';
import { createHall, PAGE_EVERY_MS } from './model';
import { atTurn, createNotices, createSeen, urgentOf } from './notices';
import { createPairing, POLL_MS, type ShownCode } from './pairing';
import { createRecord, SEND_EVERY_MS } from './record';
import { Hall } from './screens/hall';
import { OverCounter } from './screens/over-counter';
import { AGREED_MS, createLease, createTeller, RENEW_MS } from './speaker-lease';
import './style/calls.css';
import './style/hall.css';
import './style/over.css';
import { broken, muted, played, say } from './voice';
import { isForAll, volumeAt } from './volume';

declare global {
  interface Window {
    motcua: { played: typeof played; muted: typeof muted };
  }
}

const NOTICES_EVERY_MS = 10_000;
const texts = textsOf({ vi, en, fr });
const { branch, zone, counter, isSilent, display, room } = addressOf(location.pathname, location.search);
const asked = new URLSearchParams(location.search).get('language');
speakIn(LANGUAGES.find((known) => known === asked) ?? 'vi');
const root = document.getElementById('page') as HTMLElement;

const me = freshKey().slice(0, 12);
const here = `/api/v1/branches/${encodeURIComponent(branch)}`;
const pairing = createPairing(
  {
    newCode: async () =>
      (await ask<ShownCode>(`${here}/displays/codes`, { method: 'POST', body: { zone } })) as ShownCode,
    isKnown: (token) =>
      ask(`${here}/displays/me`, { token }).then(
        () => true,
        (error) => {
          if (error instanceof Refusal && [401, 403].includes(error.status)) return false;
          throw error;
        },
      ),
    kept: keptToken(`motcua.display.${display}`),
    now: () => performance.now(),
  },
  tokenOfAddress(),
);
const record = createRecord(
  async (entries) => {
    const token = pairing.token.value;
    if (token === null) throw new Error('nobody would believe it yet');
    const state = tells() ? { seq: hall.view.value?.seq, rev: hall.view.value?.rev, sound: soundNow() } : null;
    if (state === null && entries.length === 0) return;
    const body = { screen: me, zone, entries, ...state };
    const told = await ask<{ speaks: boolean }>(`${here}/hall/told`, { method: 'POST', token, body }).catch((error) => {
      if (error instanceof Refusal && [401, 403].includes(error.status)) pairing.lost();
      throw error;
    });
    isToSpeak = told?.speaks ?? true;
  },
  () => performance.now(),
);
/** Where another display of the room speaks alone, the server says so with each answer. */
let isToSpeak = true;
const lease = createLease(`motcua.speaks.${room}`, me, localStorage, Date.now);
const word = createLease(`motcua.tells.${display}`, me, localStorage, Date.now);
const tells = createTeller(isSilent ? null : lease, word);
const line = createLine({
  now: () => performance.now(),
  play: (what, short) => say(what, short, isForAll(what) ? 1 : volumeNow()),
  ended: (what, fate) => record.note({ call: what.id, what: fate }),
  silence: (what) => {
    if (isSilent) return 'silent';
    if (!isToSpeak || !lease.mine()) return 'elsewhere';
    if (notices.isOver(what)) return 'superseded';
    return volumeNow() === 0 && !isForAll(what) ? 'quiet' : null;
  },
});
const notices = createNotices(() => performance.now());
const shown = (call: string) => record.note({ call, what: 'shown' });
const after = (ms: number, then: () => void) => setTimeout(then, ms);
// Over a counter neither the calls of the others are seen nor is anything said.
const hall = createHall(
  counter === undefined
    ? {
        speak: (calls) => line.add(calls.map(({ call, ageMs }) => ({ ...asAnnouncement(call), ageMs }))),
        after,
        shown: (call) => shown(call.id),
        passed: ({ call, fate }) => line.pass(asAnnouncement(call), fate),
      }
    : { speak: () => {}, after },
);
window.motcua = { played, muted };

function volumeNow(): number {
  const view = hall.view.value;
  return view ? volumeAt(view.screen, now.value || view.at) : 1;
}

function soundNow(): 'on' | 'muted' | 'failing' | 'silent' | 'elsewhere' {
  if (isSilent) return 'silent';
  if (!isToSpeak || !lease.mine()) return 'elsewhere';
  return muted.value ? 'muted' : broken.value ? 'failing' : 'on';
}

/** A token may stand behind # in the address, which no server is sent; it is kept, and taken out of sight. */
function tokenOfAddress(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) history.replaceState(null, '', location.pathname + location.search);
  return given;
}

function keptToken(key: string) {
  return {
    get: (): string | null => {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    put: (token: string | null): void => {
      try {
        if (token === null) localStorage.removeItem(key);
        else localStorage.setItem(key, token);
      } catch {
        // It is paired again after the next start.
      }
    },
  };
}

function sayNotices(): void {
  if (counter === undefined) line.add(notices.due(hall.view.value?.notices ?? []));
}

function asAnnouncement({ id, kind, number, counter, clips }: Call): Announcement {
  return { id, kind, number, counter, clips };
}

void ask<Demo>('/api/v1/demo').then(
  (demo) => line.inDemo((demo?.counters ?? []).filter((one) => one.branch === branch).map((one) => one.counter)),
  () => {}, // There is no demonstration, as a rule.
);
run();
const watch = new Watch<HallView>('/hall', () => ({ branch, zone }), {
  view: (view) => {
    hear(view.at, view.speed);
    line.sayWithin(view.screen.say_within_s * 1000);
    hall.take(view);
    sayNotices();
  },
  refused: (problem) => render(<p class="refused">{problem.detail}</p>, root),
});
const see = createSeen(shown);
effect(() => {
  if (hall.view.value === null) return;
  const { notices, calls } = hall.view.value;
  const urgent = urgentOf(notices);
  const atFoot = watch.live.value ? atTurn(notices, hall.turns.value)?.notice : undefined;
  see([...notices, ...calls], urgent ?? (counter === undefined ? atFoot : callOver(hall.view.value, counter)));
});
setInterval(hall.turn, PAGE_EVERY_MS);
setInterval(() => void record.flush(), SEND_EVERY_MS);
void pairing.step();
setInterval(() => void pairing.step(), POLL_MS);
tells();
setInterval(tells, RENEW_MS);
setTimeout(line.begin, AGREED_MS);
setInterval(sayNotices, NOTICES_EVERY_MS);
addEventListener('pagehide', () => {
  lease.give();
  word.give();
});

render(
  counter === undefined ? (
    <Hall hall={hall} live={watch.live} code={pairing.code} texts={texts} />
  ) : (
    <OverCounter hall={hall} live={watch.live} code={pairing.code} counter={counter} texts={texts} />
  ),
  root,
);
