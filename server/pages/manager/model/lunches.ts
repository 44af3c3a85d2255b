/** Who rests when today, and who is then left for each service? What a manager drafts before it is told. */
import { computed, signal } from '@preact/signals';
import type { StaffModel } from './staff';
import type { Officer, Span } from './wire';

export const STEP_MIN = 15;
const AWAY: readonly string[] = ['sick', 'leave', 'training'];

export type Rests = ReadonlyMap<string, Span>;

export interface Cover {
  service: string;
  /** How many who serve it are there in each quarter of an hour. */
  counts: readonly number[];
  /** When nobody is there for it though the branch is at work. */
  nobody: readonly Span[];
}

export interface Spread {
  /** The first lunch begins then. */
  first: string;
  minutes: number;
  turns: number;
}

/** So many minutes after an instant, in the zone in which it is written. */
export function later(instant: string, minutes: number): string {
  const local = new Date(Date.parse(`${instant.slice(0, 19)}Z`) + 60_000 * minutes).toISOString();
  return `${local.slice(0, 19)}${instant.slice(19).replace(/^\.\d+/, '')}`;
}

export function minutesOf({ start, end }: Span): number {
  return (Date.parse(end) - Date.parse(start)) / 60_000;
}

/** From the first hour of an officer's day to its last, lunch and the branch's gap included; null on a free day. */
export function workdayOf(officer: Officer): Span | null {
  const [first, last] = [officer.roster[0], officer.roster.at(-1)];
  return first && last ? { start: first.start, end: last.end } : null;
}

/** Every quarter of an hour from one instant to another, the last one included. */
export function quartersOf({ start, end }: Span): string[] {
  return Array.from({ length: Math.floor(minutesOf({ start, end }) / STEP_MIN) + 1 }, (_, at) =>
    later(start, at * STEP_MIN),
  );
}

export function restsOf(officers: readonly Officer[]): Rests {
  return new Map(officers.flatMap((one) => (one.lunch ? [[one.badge, one.lunch] as const] : [])));
}

/** Return who is left for each service, from the first lunch to the end of the last. open: when visitors are taken. */
export function coverOf(
  officers: readonly Officer[],
  rests: Rests,
  open: readonly Span[],
): { times: string[]; rows: Cover[] } {
  const spans = officers.flatMap((one) => rests.get(one.badge) ?? []);
  const [first] = [...spans].sort((one, other) => Date.parse(one.start) - Date.parse(other.start));
  const last = [...spans].sort((one, other) => Date.parse(one.end) - Date.parse(other.end)).at(-1);
  if (!first || !last) return { times: [], rows: [] };
  const times = quartersOf({ start: first.start, end: last.end }).slice(0, -1);
  const there = times.map((at) => officers.filter((one) => isThere(one, rests.get(one.badge), Date.parse(at))));
  const services = [...new Set(officers.flatMap((one) => Object.keys(one.skills)))];
  const rows = services.map((service) => {
    const counts = there.map((ones) => ones.filter((one) => service in one.skills).length);
    // In the branch's own pause nobody is missed, unless others serve on.
    const isMissed = (at: string, place: number) =>
      holds(open, Date.parse(at)) || (there[place] as Officer[]).length > 0;
    const empty = times.filter((at, place) => counts[place] === 0 && isMissed(at, place));
    return { service, counts, nobody: joined(empty) };
  });
  return { times, rows };
}

function isThere(officer: Officer, rest: Span | undefined, at: number): boolean {
  const day = workdayOf(officer);
  if (!day || officer.works_at !== officer.branch) return false;
  const away = officer.absences.filter((one) => AWAY.includes(one.kind));
  const works = rest ? [day] : officer.roster;
  return holds(works, at) && !(rest && holds([rest], at)) && !holds(away, at);
}

function holds(spans: readonly Span[], at: number): boolean {
  return spans.some(({ start, end }) => Date.parse(start) <= at && at < Date.parse(end));
}

function joined(quarters: readonly string[]): Span[] {
  const spans: Span[] = [];
  for (const start of quarters) {
    const before = spans.at(-1);
    const end = later(start, STEP_MIN);
    if (before && Date.parse(before.end) === Date.parse(start)) before.end = end;
    else spans.push({ start, end });
  }
  return spans;
}

/** Deal a group into turns one after the other, each officer into the turn in which his services lose the fewest. */
export function spreadOver(group: readonly Officer[], { first, minutes, turns }: Spread): Rests {
  const resting = Array.from({ length: turns }, () => new Map<string, number>());
  const serving = new Map<string, number>();
  for (const one of group)
    for (const service of Object.keys(one.skills)) serving.set(service, (serving.get(service) ?? 0) + 1);
  const heads = new Array<number>(turns).fill(0);
  return new Map(
    group.map((one) => {
      const losses = resting.map((turn, at) => {
        const shares = Object.keys(one.skills).map(
          (service) => ((turn.get(service) ?? 0) + 1) / (serving.get(service) as number),
        );
        return Math.max(...shares) + (heads[at] as number) / (group.length * group.length);
      });
      const chosen = losses.indexOf(Math.min(...losses));
      const turn = resting[chosen] as Map<string, number>;
      for (const service of Object.keys(one.skills)) turn.set(service, (turn.get(service) ?? 0) + 1);
      heads[chosen] = (heads[chosen] as number) + 1;
      const start = later(first, chosen * minutes);
      return [one.badge, { start, end: later(start, minutes) }] as const;
    }),
  );
}

/** now: the product's time. */
export function createLunches(
  staff: Pick<StaffModel, 'byBranch' | 'open' | 'planLunches' | 'takeBackLunches'>,
  now: () => string,
) {
  const branch = signal('');
  const drafts = signal<Rests>(new Map());
  /** The numbers of what was told last, so that it can be taken back at once. */
  const told = signal<readonly number[]>([]);
  const officers = computed<readonly Officer[]>(() => staff.byBranch.value.get(branch.value) ?? []);
  /** Whose lunch can still be changed: he works here today, and it is not over. */
  const open = computed(() =>
    officers.value.filter(
      (one) =>
        workdayOf(one) !== null &&
        one.works_at === one.branch &&
        !(one.lunch && Date.parse(one.lunch.end) <= Date.parse(now())),
    ),
  );
  const rests = computed<Rests>(() => new Map([...restsOf(officers.value), ...drafts.value]));
  const changed = computed(() =>
    [...drafts.value].filter(([badge, span]) => {
      const before = officers.value.find((one) => one.badge === badge)?.lunch;
      return !before || !isSame(before, span);
    }),
  );
  const cover = computed(() => coverOf(officers.value, rests.value, staff.open.value[branch.value] ?? []));

  function look(code: string): void {
    if (branch.value === code) return;
    branch.value = code;
    drafts.value = new Map();
    told.value = [];
  }

  function set(badge: string, span: Span): void {
    drafts.value = new Map([...drafts.value, [badge, span]]);
  }

  function spread(service: string | null, how: Spread): void {
    const group = open.value.filter((one) => service === null || service in one.skills);
    drafts.value = new Map([...drafts.value, ...spreadOver(group, how)]);
  }

  async function save(): Promise<void> {
    const asked = changed.value.map(([badge, { start, end }]) => ({ badge, start, end }));
    if (asked.length === 0 || !(await staff.planLunches(branch.value, asked))) return;
    drafts.value = new Map();
    const badges = new Set(asked.map((one) => one.badge));
    const lunches = officers.value.filter((one) => badges.has(one.badge)).flatMap((one) => one.absences);
    told.value = lunches.filter((one) => one.kind === 'lunch').map((one) => one.id);
  }

  async function takeBack(): Promise<void> {
    if (told.value.length > 0 && (await staff.takeBackLunches(branch.value, told.value))) told.value = [];
  }

  return {
    branch,
    officers,
    open,
    rests,
    changed,
    cover,
    told,
    look,
    set,
    spread,
    save,
    takeBack,
    discard: (): void => {
      drafts.value = new Map();
    },
  };
}

function isSame(one: Span, other: Span): boolean {
  return Date.parse(one.start) === Date.parse(other.start) && Date.parse(one.end) === Date.parse(other.end);
}

export type LunchesModel = ReturnType<typeof createLunches>;
