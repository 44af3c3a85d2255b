/** How long are the waits, and, in the demonstration, where to begin? No DOM here. */
import { computed, signal } from '@preact/signals';
import type { BranchRow, Clock, Demo } from '../shared/wire';

export const EVERY_MS = 5000;

export interface World {
  branches(): Promise<BranchRow[]>;
  clock(): Promise<Clock>;
  demo(): Promise<Demo | null>;
}

export interface Links {
  kiosk: string | null;
  printer: string | null;
  counter: string | null;
  greeter: boolean;
}

export function createStart(world: World) {
  const rows = signal<BranchRow[]>([]);
  const clock = signal<Clock | null>(null);
  const demo = signal<Demo | null>(null);
  const lost = signal(false);

  async function refresh(): Promise<void> {
    try {
      [rows.value, clock.value] = await Promise.all([world.branches(), world.clock()]);
      lost.value = false;
    } catch {
      lost.value = true;
    }
  }

  async function begin(): Promise<void> {
    await refresh();
    try {
      demo.value = await world.demo();
    } catch {
      // The waits are shown without it.
    }
  }

  const branches = computed(() => rows.value.filter((row) => row.kind === 'branch'));
  const points = computed(() => rows.value.filter((row) => row.kind !== 'branch'));

  function links(branch: string): Links {
    const kiosk = demo.value?.kiosks.find((one) => one.branch === branch);
    const counter = demo.value?.counters.find((one) => one.branch === branch);
    const accounts = demo.value?.accounts ?? [];
    const greeter = accounts.some((one) => one.branch === branch && one.role === 'greeter');
    return { kiosk: kiosk?.url ?? null, printer: kiosk?.printer ?? null, counter: counter?.counter ?? null, greeter };
  }

  return { rows, clock, demo, lost, branches, points, begin, refresh, links };
}

export type StartModel = ReturnType<typeof createStart>;
