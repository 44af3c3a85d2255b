/** How do the branches stand now? The newest row of each is kept, whatever order they come in. */
import { computed, signal } from '@preact/signals';
import { type Freshness, isNewer } from '../../shared/link';
import type { BranchRow, Names, Stamped } from '../../shared/wire';
import type { Alert, NetworkRow, NetworkView, Way } from './wire';

/** clock: the product's time, as the server writes it. */
export function createNetwork(clock: () => string) {
  const rows = signal<readonly NetworkRow[]>([]);
  /** As few as join all branches; the map draws them. */
  const ways = signal<readonly Way[]>([]);
  const isLoaded = signal(false);
  /** When the rows came: of which time the figures are when the line is cut. */
  const takenAt = signal('');
  const withPoints = signal(false);
  /** What branches are called whose figures are for others: moves, ways and missing counters name them too. */
  const others = signal<ReadonlyMap<string, Names>>(new Map());

  const byCode = computed(() => new Map(rows.value.map((row) => [row.code, row])));
  /** Branches; with their service points behind each, where these are wanted or are all that there is. */
  const shown = computed<readonly NetworkRow[]>(() => {
    const branches = rows.value.filter((row) => row.parent === null || !byCode.value.has(row.parent));
    if (!withPoints.value) return branches;
    return branches.flatMap((branch) => [branch, ...rows.value.filter((row) => row.parent === branch.code)]);
  });
  const hasPoints = computed(() => rows.value.some((row) => row.parent !== null && byCode.value.has(row.parent)));
  /** Those that began last stand first. */
  const alerts = computed<readonly Alert[]>(() =>
    rows.value.flatMap((row) => row.alerts).sort((one, other) => other.since.localeCompare(one.since)),
  );
  const services = computed<ReadonlyMap<string, { letter: string; names: Names }>>(
    () =>
      new Map(
        rows.value.flatMap((row) =>
          row.services.map(({ code, letter, names }) => [code, { letter, names: names as Names }] as const),
        ),
      ),
  );

  function take(view: NetworkView): void {
    const before = byCode.value;
    rows.value = view.branches.map((came) => {
      const kept = before.get(came.code);
      return kept && !isNewer(came, kept) ? kept : came;
    });
    ways.value = view.ways;
    isLoaded.value = true;
    takenAt.value = clock();
  }

  function learn(branches: readonly BranchRow[]): void {
    others.value = new Map(branches.map(({ code, names }) => [code, names as Names]));
  }

  function nameOf(code: string): Names | null {
    return (byCode.value.get(code)?.names as Names | undefined) ?? others.value.get(code) ?? null;
  }

  function clear(): void {
    rows.value = [];
    ways.value = [];
    isLoaded.value = false;
  }

  return {
    ...{ rows, ways, shown, withPoints, hasPoints, byCode, alerts, services, isLoaded, takenAt },
    ...{ take, learn, nameOf, clear },
  };
}

export type NetworkModel = ReturnType<typeof createNetwork>;

/** Each branch has a stamp of its own: who is behind for one asks for all. */
export function stampOfEach(): Freshness<NetworkView> {
  const stamps = new Map<string, Stamped>();
  return {
    isView: (answer) => 'branches' in answer,
    takes: (view) => {
      for (const row of view.branches) {
        if (isNewer(row, stamps.get(row.code) ?? null)) stamps.set(row.code, { seq: row.seq, rev: row.rev });
      }
      return true;
    },
    isBehind: (head) => {
      const known = stamps.get(head.branch);
      return known !== undefined && !isNewer(known, head);
    },
    forget: () => stamps.clear(),
  };
}
