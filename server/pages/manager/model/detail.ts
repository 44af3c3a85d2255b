/** What is known of the one branch that is looked at? It is read again when its row has changed. */
import { computed, signal } from '@preact/signals';
import { createLoaded } from './loaded';
import type { Reading } from './suggestions';
import type { Detail, NetworkRow } from './wire';
import type { World } from './world';

export function createDetail(world: Pick<World, 'ask'>, reading: Reading) {
  const code = signal<string | null>(null);
  const loaded = createLoaded<Detail>(world);
  /** Nothing of another branch, while its own is on the way. */
  const detail = computed(() => (loaded.value.value?.branch.code === code.value ? loaded.value.value : null));
  let isReading = false;
  let shown = '';

  async function look(at: string | null): Promise<void> {
    if (at === code.value) return;
    code.value = at;
    shown = '';
    await read();
  }

  /** The network's rows have come: read again if this branch's is another. */
  async function follow(rows: ReadonlyMap<string, NetworkRow>): Promise<void> {
    const row = code.value === null ? undefined : rows.get(code.value);
    const stamp = row ? `${row.code} ${row.seq} ${row.rev}` : '';
    if (!row || stamp === shown) return;
    shown = stamp;
    await read();
  }

  /** One reading at a time: a busy branch changes faster than it can be read. */
  async function read(): Promise<void> {
    if (code.value === null || isReading) return;
    isReading = true;
    const wanted = code.value;
    await reading('branch', () => loaded.load(`/api/v1/network/branches/${encodeURIComponent(wanted)}`));
    isReading = false;
    if (code.value !== wanted) await read();
  }

  return { code, detail, look, follow, read };
}

export type DetailModel = ReturnType<typeof createDetail>;
