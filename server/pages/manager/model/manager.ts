/** What does the page of the managers know and do? The subjects of this folder put together. */
import { computed, effect, signal, untracked } from '@preact/signals';
import { now } from '../../shared/clock';
import { createSession } from '../../shared/session';
import type { BranchRow, Demo } from '../../shared/wire';
import { createDetail } from './detail';
import { createLoaded } from './loaded';
import { createLunches } from './lunches';
import { createNetwork } from './network';
import { createStaff } from './staff';
import { createSuggestions } from './suggestions';
import { createTabs, type Tab } from './tabs';
import { createTrying } from './trying';
import type { NetworkView, Order } from './wire';
import type { World } from './world';

/** Whom the page is for; everybody else is told so. */
const ROLES: readonly string[] = ['network-manager', 'branch-manager', 'auditor'];

export function createManager(world: World, go: (hash: string) => void) {
  const network = createNetwork(() => now.value);
  const tabs = createTabs(go);
  const refused = signal<unknown>(null);
  const unread = signal<ReadonlyMap<string, unknown>>(new Map());
  const fault = computed(() => refused.value ?? [...unread.value.values()][0] ?? null);
  const session = createSession(world, { entered, left });
  const person = computed(() => session.session.value?.person ?? null);
  const isAllowed = computed(() => ROLES.includes(person.value?.role ?? ''));
  /** An officer comes here for the order that sends him away, and sees nothing else. */
  const isForOrder = computed(() => person.value?.role === 'officer' && tabs.shown.value.tab === 'order');
  /** Who only reads is offered nothing to press. */
  const mayDecide = computed(() => isAllowed.value && person.value?.role !== 'auditor');
  const around = { csrf: session.csrf, attempt, read };
  const detail = createDetail(world, around.read);
  const suggestions = createSuggestions(world, around);
  const trying = createTrying(world, around);
  const staff = createStaff(world, around);
  const lunches = createLunches(staff, () => now.value);
  const order = createLoaded<Order>(world);
  let orderOf: string | null = null;

  function entered(): void {
    // A socket is whose it was when it was opened: one of a session that has ended is told nothing any more.
    world.unwatch();
    if (isAllowed.value) world.watch();
    if (isAllowed.value && person.value?.branch) void around.read('branches', learnNames);
    void refresh();
  }

  async function learnNames(): Promise<void> {
    const answer = await world.ask<{ branches: BranchRow[] }>({ method: 'GET', path: '/api/v1/branches' });
    network.learn(answer?.branches ?? []);
  }

  function left(): void {
    world.unwatch();
    network.clear();
    trying.clear();
    void detail.look(null);
    for (const one of [suggestions.list, suggestions.moves, staff.loaded, order.value]) one.value = null;
    forget();
  }

  /** What was pressed and refused is said until something else is pressed, whatever is read in between. */
  async function attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      refused.value = null;
      return true;
    } catch (error) {
      if (!session.hindered(error)) refused.value = error;
      return false;
    }
  }

  async function read(what: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      if (unread.value.has(what)) unread.value = new Map([...unread.value].filter(([other]) => other !== what));
      return true;
    } catch (error) {
      if (!session.hindered(error)) unread.value = new Map([...unread.value, [what, error]]);
      return false;
    }
  }

  function forget(): void {
    refused.value = null;
    unread.value = new Map();
  }

  const READING: Record<Tab, (part: string | null) => Promise<void>> = {
    network: async (chosen) => {
      const part = chosen ?? person.value?.branch ?? null;
      if (part === detail.code.value) await detail.read();
      else await detail.look(part);
    },
    // How many wait for a decision is shown whatever part is open.
    suggestions: async () => undefined,
    // Which counters are open is offered there: never what was read while another part was shown.
    try: async () => void (await Promise.all([staff.load(), detail.read()])),
    staff: () => staff.load(),
    history: () => suggestions.loadMoves(),
    order: async (part) => {
      // Never the paper of another officer, while his own is on the way.
      if (part !== orderOf) order.put(null);
      orderOf = part;
      if (part !== null)
        await around.read('order', () => order.load(`/api/v1/suggestions/${encodeURIComponent(part)}/order`));
    },
  };

  /** Read what the shown part needs once more. */
  async function refresh(): Promise<void> {
    if (session.standing.value !== 'in') return;
    const { tab, part } = tabs.shown.value;
    if (isForOrder.value) await READING.order(part);
    if (!isAllowed.value) return;
    await Promise.all([READING[tab](part), suggestions.load()]);
  }

  effect(() => {
    tabs.shown.value;
    untracked(() => {
      // What was refused on another part has nothing to do with this one.
      forget();
      void refresh();
    });
  });

  function take(view: NetworkView): void {
    network.take(view);
    const { tab } = tabs.shown.value;
    if (tab === 'network' || tab === 'try') void detail.follow(network.byCode.value);
    if (tab === 'suggestions') void suggestions.loadSoon();
  }

  async function signOut(): Promise<void> {
    await session.signOut();
  }

  return {
    session,
    network,
    detail,
    suggestions,
    trying,
    staff,
    lunches,
    order: order.value,
    tabs,
    fault,
    person,
    isAllowed,
    isForOrder,
    mayDecide,
    refresh,
    take,
    signOut,
    fits: (account: Demo['accounts'][number]): boolean => ROLES.includes(account.role),
  };
}

export type ManagerModel = ReturnType<typeof createManager>;
