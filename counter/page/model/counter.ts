/** What does a press do? The subjects of this folder put together. */
import { batch, computed, signal } from '@preact/signals';
import { sentenceOf } from '../../../server/pages/shared/link';
import { createSession } from '../../../server/pages/shared/session';
import type { CounterView, Ticket } from '../../../server/pages/shared/wire';
import { type Action, allowed, type Deed, isMine } from './acts';
import { createBoard } from './board';
import { createBranches } from './branches';
import { createDeeds } from './deeds';
import { createDialogs, type DialogName } from './dialogs';
import { createFind } from './find';
import { createKeys } from './keys';
import { createNotices } from './notices';
import { createOrders } from './orders';
import { seemsForgotten } from './reminder';
import type { Sent } from './sending';
import { createUndo } from './undo';
import { branchPath, type Place, type World } from './world';

/** A second press within this time of a call is a slip of the finger, not a wish to call somebody else or once more. */
export const SLIP_MS = 1000;

/** Actions that only open the dialog of the same name, and whether that is about the visitor who stands here. */
const OPENS: Readonly<Partial<Record<Action & DialogName, 'visitor' | 'anybody'>>> = {
  transfer: 'visitor',
  hold: 'visitor',
  'change-service': 'visitor',
  'add-service': 'visitor',
  refer: 'visitor',
  dossiers: 'visitor',
  'end-turn': 'visitor',
  'bring-back': 'anybody',
  take: 'anybody',
  more: 'anybody',
  find: 'anybody',
  reopen: 'anybody',
  call: 'anybody',
  services: 'anybody',
  settings: 'anybody',
  'sign-out': 'anybody',
};

export function createCounter(world: World, place: Place) {
  const wallMs = (): number => world.wallMs();
  const board = createBoard(wallMs);
  const undo = createUndo(wallMs);
  const notices = createNotices();
  const dialogs = createDialogs();
  const keys = createKeys(world.ofBrowser);
  const session = createSession(world, { entered, left });
  const find = createFind(world, branchPath(place), { hindered: session.hindered });
  const branches = createBranches(world, branchPath(place));
  const orders = createOrders(world);
  const deeds = createDeeds(world, place, { board, undo, notices, dialogs, session }, { done, failed });
  const beat = signal(0);
  const goesOn = signal<string | null>(null);
  let lastDone: { deed: Deed; at: number } | null = null;

  const may = computed(() => allowed(board.shown.value, session.badge.value, undo.undoable.value !== null));
  const mine = computed(() => board.view.value !== null && isMine(board.view.value, session.badge.value));
  const forgotten = computed(() => {
    void beat.value;
    return seemsForgotten(board.shown.value, world.productMs(), goesOn.value);
  });

  function entered(): void {
    // A socket is whose it was when it was opened: one of a session that has ended is told nothing any more.
    world.unwatch();
    world.watch();
    void orders.load();
    void deeds.sending.resume();
  }

  function left(): void {
    batch(() => {
      world.unwatch();
      board.clear();
      dialogs.closeAll();
      notices.clear();
      find.clear();
      orders.clear();
    });
  }

  /** Take a pushed view. */
  function take(came: CounterView): void {
    batch(() => {
      board.take(came);
      if (board.view.value === came) undo.take(came);
      if (notices.notice.value?.kind === 'nobody-waits' && came.waiting_total > 0) notices.clear();
      closeStale();
    });
  }

  /** Close what is about a visitor whom another tab, or the act just done, has sent away. */
  function closeStale(): void {
    if (deeds.sending.underWay.value) return;
    if (dialogs.leave(board.view.value?.ticket?.id ?? null)) notices.say({ kind: 'visitor-changed' });
  }

  /** Do what a key or a button stands for. */
  function perform(action: Action): void {
    const dialog = dialogOf(action);
    if (!may.value.has(action)) notices.say({ kind: 'not-now', action });
    else if (dialog) openDialog(dialog);
    else if (action === 'keys') keys.showList(!keys.listShown.value);
    else if (action === 'lock') lock();
    else if (!deeds.waits(deedOf(action), () => perform(action))) press(action);
  }

  /** Which dialog an action opens as the counter stands; null when it is done without one. */
  function dialogOf(action: Action): DialogName | null {
    if (action in OPENS) return action as DialogName;
    if (action === 'finish' && outcomesOf(board.shown.value).length > 0) return 'finish';
    return action === 'pause' && board.shown.value?.state === 'open' ? 'pause' : null;
  }

  function press(action: Action): void {
    const seen = board.shown.value;
    const here = seen?.ticket ?? null;
    if (action === 'call-next' && here?.state === 'called' && board.sinceCallMs() < SLIP_MS)
      notices.say({ kind: 'just-called', number: here.number });
    else if (action === 'help') deeds.act('help', { wanted: seen?.help_at === null });
    else if (action === 'ordinary' && here) deeds.mend('ordinary', here);
    else if (action !== 'recall' || !isSlip('recall')) deeds.act(deedOf(action));
  }

  function isSlip(deed: Deed): boolean {
    return lastDone?.deed === deed && world.wallMs() - lastDone.at < SLIP_MS;
  }

  /** Which act of the counter an action is now. */
  function deedOf(action: Action): Deed {
    if (action === 'pause') return board.shown.value?.state === 'paused' ? 'resume' : 'pause';
    return action as Deed;
  }

  /** Open a dialog about a ticket; where none is named, about the visitor who stands here if that is its subject. */
  function openDialog(name: DialogName, ticket: Ticket | null = null): void {
    notices.clear();
    session.fault.value = null;
    if (name === 'find') find.clear();
    const isHere = ticket === null && (name === 'finish' || OPENS[name as keyof typeof OPENS] === 'visitor');
    dialogs.open(name, isHere ? (board.shown.value?.ticket ?? null) : ticket, isHere);
  }

  function done(sent: Sent): void {
    closeStale();
    if (sent.next === 'lock') lock();
    if (sent.next === 'sign-out') void signOut();
    lastDone = { deed: sent.deed, at: world.wallMs() };
  }

  function failed(): void {
    // What is shown may be older than what the server refused for.
    if (session.standing.value === 'in') world.watch();
  }

  function lock(): void {
    if (session.session.value?.has_pin) void session.lock().then(tellFault);
    else openDialog('pin');
  }

  async function signOut(): Promise<void> {
    deeds.sending.forget();
    tellFault(await session.signOut());
  }

  function tellFault(isDone: boolean): void {
    if (!isDone) notices.say({ kind: 'fault', sentence: sentenceOf(session.fault.value) });
  }

  /** A key was pressed on the desk; whether it means something there. */
  function key(code: string): boolean {
    const action = keys.byCode.value.get(code);
    if (!action || session.standing.value !== 'in' || !mine.value || dialogs.top.value) return false;
    perform(action);
    return true;
  }

  function tick(): void {
    undo.tick();
    beat.value += 1;
  }

  return {
    ...{
      place,
      board,
      undo,
      notices,
      dialogs,
      keys,
      session,
      find,
      branches,
      orders,
      deeds,
      may,
      mine,
      forgotten,
      beat,
    },
    goOn: (): void => {
      goesOn.value = board.view.value?.ticket?.id ?? null;
    },
    closeAndSignOut: (): void => deeds.act('close', {}, { next: 'sign-out' }),
    ...{ take, perform, openDialog, signOut, key, tick },
  };
}

export type CounterModel = ReturnType<typeof createCounter>;

/** How the present visitor's service may end, where the network wants to know. */
export function outcomesOf(view: CounterView | null): CounterView['catalogue'][number]['outcomes'] {
  return view?.catalogue.find((one) => one.code === view.ticket?.service)?.outcomes ?? [];
}
