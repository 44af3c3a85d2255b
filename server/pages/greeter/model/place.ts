/** What is known of the branch, and may numbers be given now? Asked again and again; what was known stays when cut off. */
import { batch, computed, signal } from '@preact/signals';
import { isUnanswered } from '../../shared/requests';
import type { Clock, Door, ServiceRow } from '../../shared/wire';
import type { Branch, Known, World } from './world';

/** Why numbers are given or not. until: from when they are, where that is known. */
export type Giving =
  | { kind: 'unknown' }
  | { kind: 'door'; opens: string; draw: string | null; given: number }
  | { kind: 'not-your-door'; opens: string }
  | { kind: 'before-door'; from: string; opens: string }
  | { kind: 'stopped'; why: string }
  | { kind: 'open' }
  | { kind: 'closed'; opens: string | null; noDoor: boolean };

export function createPlace(
  world: World,
  here: string,
  tell: { role(): string | null; hindered(error: unknown): boolean },
) {
  const branch = signal<Branch | null>(null);
  const services = signal<readonly ServiceRow[]>([]);
  const door = signal<Door | null>(null);
  const known = signal<Known | null>(null);
  /** Since when the server has not answered, in its own time; null while it does. */
  const lostAt = signal<string | null>(null);
  const fault = signal<unknown>(null);

  const get = async <Answer>(path: string): Promise<Answer> =>
    (await world.ask<Answer>({ method: 'GET', path })) as Answer;

  async function refresh(): Promise<void> {
    try {
      const [clock, seen, offered, atDoor, told] = await Promise.all([
        get<Clock>('/api/v1/clock'),
        get<Branch>(here),
        get<{ services: ServiceRow[] }>(`${here}/services`),
        get<Door>(`${here}/door`),
        get<Known>(`${here}/kiosk${known.value ? `?known=${known.value.version}` : ''}`),
      ]);
      world.hear(clock.now, clock.speed);
      batch(() => {
        branch.value = seen;
        services.value = offered.services;
        door.value = atDoor;
        if (told.version !== known.value?.version) known.value = told;
        lostAt.value = fault.value = null;
      });
    } catch (error) {
      if (tell.hindered(error)) return;
      if (isUnanswered(error)) lostAt.value ??= world.now();
      else fault.value = error;
    }
  }

  const giving = computed<Giving>(() => {
    const seen = branch.value;
    const atDoor = door.value;
    if (!seen || !atDoor) return { kind: 'unknown' };
    const opens = atDoor.opens_at ?? '';
    if (seen.stopped) return { kind: 'stopped', why: seen.stopped };
    if (seen.open) return { kind: 'open' };
    if (atDoor.state === 'later' && atDoor.from) return { kind: 'before-door', from: atDoor.from, opens };
    if (atDoor.state === 'now') {
      if (!atDoor.givers.includes(tell.role() ?? '')) return { kind: 'not-your-door', opens };
      return { kind: 'door', opens, draw: atDoor.draw_at, given: atDoor.given };
    }
    return { kind: 'closed', opens: nextOpening(seen, world.now()), noDoor: atDoor.state === 'off' };
  });

  const mayGive = computed(() => giving.value.kind === 'open' || giving.value.kind === 'door');

  return { branch, services, door, known, lostAt, fault, giving, mayGive, refresh };
}

export type Place = ReturnType<typeof createPlace>;

/** When the branch next opens, as far as it has told its hours. */
function nextOpening(branch: Branch, now: string): string | null {
  const ahead = branch.hours.flatMap((day) => day.ranges.map((range) => range.from));
  return ahead.find((from) => Date.parse(from) > Date.parse(now)) ?? null;
}
