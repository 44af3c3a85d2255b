/** Who works where, serves what, and is away? A sick call takes two taps, and can be taken back. */
import { computed, signal } from '@preact/signals';
import { freshKey } from '../../shared/link';
import { createLoaded } from './loaded';
import type { Around } from './suggestions';
import type { Absence, AwayKind, LunchAsked, Officer, Span, Staff } from './wire';
import type { World } from './world';

export interface AbsenceAsked {
  kind: AwayKind;
  start: string | null;
  end: string | null;
  note: string | null;
}

const SICK_NOW: AbsenceAsked = { kind: 'sick', start: null, end: null, note: null };

export function createStaff(world: Pick<World, 'ask'>, around: Around) {
  const loaded = createLoaded<Staff>(world);
  /** The officer whose sick call waits for its second tap. */
  const asked = signal<string | null>(null);
  const busy = signal(false);
  const officers = computed<readonly Officer[]>(() => loaded.value.value?.officers ?? []);
  /** Branch → when it takes visitors today. */
  const open = computed<Readonly<Record<string, readonly Span[]>>>(() => loaded.value.value?.open ?? {});
  const byBranch = computed<ReadonlyMap<string, readonly Officer[]>>(() => {
    const found = new Map<string, Officer[]>();
    for (const one of officers.value) found.set(one.branch, [...(found.get(one.branch) ?? []), one]);
    return found;
  });

  async function load(): Promise<void> {
    await around.read('staff', () => loaded.load('/api/v1/staff'));
  }

  async function send(path: string, body: object): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    asked.value = null;
    const isDone = await around.attempt(async () => {
      const told = { method: 'POST', path, body, csrf: around.csrf(), key: freshKey() } as const;
      loaded.put(await world.ask<Staff>(told));
    });
    busy.value = false;
    return isDone;
  }

  const absences = (badge: string): string => `/api/v1/staff/${encodeURIComponent(badge)}/absences`;
  const lunchesOf = (branch: string): string => `/api/v1/network/branches/${encodeURIComponent(branch)}/lunches`;

  return {
    loaded: loaded.value,
    officers,
    byBranch,
    open,
    asked,
    busy,
    load,
    /** The first tap asks, the second on the same officer tells it; a tap elsewhere asks there. */
    sick: (badge: string): void => {
      if (asked.value === badge) void send(absences(badge), SICK_NOW);
      else asked.value = badge;
    },
    absent: (badge: string, absence: AbsenceAsked): Promise<boolean> => send(absences(badge), absence),
    cancel: (badge: string, absence: Absence): Promise<boolean> => send(`${absences(badge)}/${absence.id}/cancel`, {}),
    planLunches: (branch: string, lunches: readonly LunchAsked[]): Promise<boolean> =>
      send(lunchesOf(branch), { lunches }),
    takeBackLunches: (branch: string, absences: readonly number[]): Promise<boolean> =>
      send(`${lunchesOf(branch)}/cancel`, { absences }),
  };
}

export type StaffModel = ReturnType<typeof createStaff>;
