/** Which other branches are there, and how long does one wait there now? */
import { signal } from '@preact/signals';
import type { BranchRow } from '../../../server/pages/shared/wire';
import type { World } from './world';

export function createBranches(world: World) {
  const rows = signal<readonly BranchRow[]>([]);
  const fault = signal<unknown>(null);

  async function load(): Promise<void> {
    fault.value = null;
    try {
      const answer = await world.ask<{ branches: BranchRow[] }>({ method: 'GET', path: '/api/v1/branches' });
      rows.value = answer?.branches ?? [];
    } catch (error) {
      fault.value = error;
    }
  }

  return { rows, fault, load };
}
