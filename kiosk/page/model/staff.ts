/** What may staff do behind the screen? Nothing before the agent has taken their PIN. */
import { signal } from '@preact/signals';
import type { Stage } from './stage';
import type { Printed, StaffTicket, World } from './world';

export const PIN_LONGEST = 8;
export type StaffDeed = 'test-print' | 'paper-changed' | 'backup-changed' | 'close' | 'open';
type Queued = Printed & { job: string };

export interface StaffWorld {
  world: World;
  stage: Stage;
  /** Have the machine's state shown anew. */
  refresh: () => Promise<void>;
}

export function createStaff({ world, stage, refresh }: StaffWorld) {
  const pin = signal('');
  const isIn = signal(false);
  const tickets = signal<readonly StaffTicket[]>([]);
  /** The paper that was asked for last, and what became of it. */
  const paper = signal<Queued | null>(null);
  const isBusy = signal(false);

  function ask<Answer>(path: string, body?: object): Promise<Answer> {
    const headers = { 'X-Staff-Pin': pin.value };
    return world.ask<Answer>(`/staff/${path}`, body ? { method: 'POST', body, headers } : { headers });
  }

  async function look(): Promise<void> {
    tickets.value = (await ask<{ tickets: StaffTicket[] }>('tickets')).tickets;
  }

  /** Do one thing at a time; what goes wrong is said, and whoever has left meanwhile is shown nothing. */
  async function alone(work: () => Promise<void>): Promise<void> {
    if (isBusy.value) return;
    isBusy.value = true;
    try {
      await work();
    } catch (error) {
      if (stage.screen.value.name === 'staff') stage.tell(error);
      if (!isIn.value) pin.value = '';
    } finally {
      isBusy.value = false;
    }
  }

  function enter(): Promise<void> {
    return alone(async () => {
      await look();
      if (stage.screen.value.name !== 'staff') return forget();
      isIn.value = true;
      stage.tell(null);
    });
  }

  function act(deed: StaffDeed): Promise<void> {
    return alone(async () => {
      const answer = await ask<Queued | object>(deed, {});
      if ('job' in answer) paper.value = answer;
      stage.tell(null);
      await refresh();
    });
  }

  function reprint(id: string): Promise<void> {
    return alone(async () => {
      paper.value = await ask<Queued>('reprint', { id });
      stage.tell(null);
      await look();
    });
  }

  /** A second has passed: see what became of the paper. */
  async function tick(): Promise<void> {
    const before = paper.value;
    if (!isIn.value || !before || !['queued', 'sending'].includes(before.print)) return;
    try {
      const fresh = await ask<Queued>(`prints/${encodeURIComponent(before.job)}`);
      if (paper.value === before) paper.value = fresh;
    } catch {
      // The next second asks again.
    }
  }

  function forget(): void {
    pin.value = '';
    isIn.value = false;
    tickets.value = [];
    paper.value = null;
  }

  return {
    pin,
    isIn,
    tickets,
    paper,
    isBusy,
    enter,
    act,
    reprint,
    tick,
    type: (digit: string) => {
      pin.value = (pin.value + digit).slice(0, PIN_LONGEST);
    },
    erase: () => {
      pin.value = pin.value.slice(0, -1);
    },
    forget,
  };
}

export type StaffModel = ReturnType<typeof createStaff>;
