/** What does who looks after a hall know and do? Its branch, its displays, what it is told, what it was told. No DOM here. */
import { batch, signal } from '@preact/signals';
import type { components } from '../shared/openapi';
import { createSession, type SessionRequest, type SessionWorld } from '../shared/session';
import type { HallView, Names } from '../shared/wire';

type Schemas = components['schemas'];
export type Display = Schemas['DisplaysOut']['displays'][number];
export type Typed = Schemas['TypedNoticesOut']['notices'][number];
export type Told = Schemas['RecordOut']['told'][number];
export type Kiosk = Schemas['KiosksOut']['kiosks'][number];
export type Volume = Schemas['HallVolumeOut'];
export type Loudness = Volume['volumes'][number];
export type Pause = 'evacuation' | 'interruption';
export type Intake = 'full' | 'early';

export const REFRESH_MS = 5000;

export interface World extends SessionWorld {
  ask<Answer>(request: SessionRequest & { key?: string }): Promise<Answer | null>;
  newKey(): string;
}

export interface Sentence {
  texts: Names;
  everyMin: number | null;
  ends: string | null;
}

export function createHallDesk(world: World, branch: string) {
  const here = `/api/v1/branches/${encodeURIComponent(branch)}`;
  const hall = signal<HallView | null>(null);
  const displays = signal<Display[]>([]);
  const kiosks = signal<Kiosk[]>([]);
  const notices = signal<Typed[]>([]);
  const volume = signal<Volume | null>(null);
  const record = signal<Told[] | null>(null);
  const fault = signal<unknown>(null);
  const busy = signal(false);
  /** Which act was done last, to be said. */
  const done = signal<string | null>(null);
  const session = createSession(world, { entered: () => void refresh(), left: clear });

  function clear(): void {
    batch(() => {
      hall.value = null;
      displays.value = [];
      kiosks.value = [];
      notices.value = [];
      volume.value = null;
      record.value = null;
      fault.value = done.value = null;
    });
  }

  async function get<Answer>(path: string): Promise<Answer> {
    return (await world.ask<Answer>({ method: 'GET', path: `${here}${path}` })) as Answer;
  }

  /** Read all anew; what is shown stays where the server does not answer. */
  async function refresh(): Promise<void> {
    if (session.standing.value !== 'in') return;
    try {
      const [seen, screens, machines, typed, loud] = await Promise.all([
        get<HallView>('/hall'),
        get<Schemas['DisplaysOut']>('/displays'),
        get<Schemas['KiosksOut']>('/kiosks'),
        get<Schemas['TypedNoticesOut']>('/hall/notices'),
        get<Volume>('/hall/volume'),
      ]);
      batch(() => {
        hall.value = seen;
        displays.value = screens.displays;
        kiosks.value = machines.kiosks;
        notices.value = typed.notices;
        volume.value = loud;
      });
    } catch (error) {
      if (!session.hindered(error)) fault.value = error;
    }
  }

  /** Do something once, however often it is pressed; whether it was done. */
  async function act(name: string, method: 'POST' | 'DELETE', path: string, body: object = {}): Promise<boolean> {
    if (busy.value) return false;
    batch(() => {
      busy.value = true;
      fault.value = done.value = null;
    });
    try {
      await world.ask({ method, path: `${here}${path}`, body, csrf: session.csrf(), key: world.newKey() });
      done.value = name;
      await refresh();
      return true;
    } catch (error) {
      if (!session.hindered(error)) fault.value = error;
      return false;
    } finally {
      busy.value = false;
    }
  }

  /** Look what screens told around an instant with its offset. */
  async function look(around: string, minutes: number): Promise<void> {
    fault.value = null;
    try {
      const asked = new URLSearchParams({ around, minutes: String(minutes) });
      record.value = (await get<Schemas['RecordOut']>(`/hall/told?${asked}`)).told;
    } catch (error) {
      if (!session.hindered(error)) fault.value = error;
    }
  }

  return {
    ...{ branch, session, hall, displays, kiosks, notices, volume, record, fault, busy, done, refresh, look },
    pause: (reason: Pause) => act('paused', 'POST', '/pause', { reason }),
    resume: () => act('resumed', 'POST', '/resume'),
    closeIntake: (reason: Intake) => act('intake_closed', 'POST', '/intake/close', { reason }),
    openIntake: () => act('intake_opened', 'POST', '/intake/open'),
    closeService: (service: string, reason: Intake) =>
      act('service_closed', 'POST', '/intake/close', { reason, service }),
    openService: (service: string) => act('service_opened', 'POST', '/intake/open', { service }),
    pair: (code: string, name: string | null) => act('paired', 'POST', '/displays', { code, name }),
    revoke: (id: string) => act('revoked', 'DELETE', `/displays/${encodeURIComponent(id)}`),
    speakAlone: (id: string) => act('alone', 'POST', `/displays/${encodeURIComponent(id)}/alone`),
    allSpeak: (id: string) => act('not_alone', 'DELETE', `/displays/${encodeURIComponent(id)}/alone`),
    test: () => act('tested', 'POST', '/hall/test'),
    say: ({ texts, everyMin, ends }: Sentence) =>
      act('said', 'POST', '/hall/notices', { texts, every_min: everyMin, ends }),
    setVolume: (wanted: { volume: number; volumes: Loudness[] }) => act('volume_set', 'POST', '/hall/volume', wanted),
    leaveVolumeToFile: () => act('volume_left', 'DELETE', '/hall/volume'),
    end: (id: string) => act('ended', 'DELETE', `/hall/notices/${id}`),
  };
}

export type HallDesk = ReturnType<typeof createHallDesk>;

/** A time of day typed at the desk, on the branch's present day and with its offset, as the server wants it. */
export function instantOf(clock: string, at: string): string {
  return `${at.slice(0, 10)}T${clock.slice(0, 5)}:00${at.slice(-6)}`;
}
