/** What does the visitor see, for how long, and in which way? No DOM here. */
import { computed, signal } from '@preact/signals';
import { createLater } from './later';
import { createMine } from './mine';
import { lampOf } from './paper';
import { createSearch } from './search';
import { createStaff } from './staff';
import { createStage } from './stage';
import { createTaking } from './taking';
import type { AgentState, AgentStatus, World } from './world';

export const IDLE_S = 60;
export const WARNING_S = 20;
/** Staff read and try things; then the page closes over their work. */
export const STAFF_S = 180;
const SLOWER = 3;
const REFRESH_S = 4;

export type Mode = 'bigger' | 'contrast' | 'low' | 'aloud';

export function createKiosk(world: World) {
  const known = signal<AgentState | null>(null);
  const status = signal<AgentStatus | null>(null);
  const bigger = signal(false);
  const contrast = signal(false);
  const low = signal(world.isTall());
  /** Whether what has the focus is read out. */
  const aloud = signal(false);
  const left = signal(IDLE_S + WARNING_S);
  const stage = createStage();

  /** Larger text, more contrast, lowered buttons or a voice mean that somebody needs longer. */
  const isSlow = computed(() => bigger.value || contrast.value || aloud.value || low.value !== world.isTall());
  const patience = computed(() => (isSlow.value ? SLOWER : 1));
  /** What was refused or failed, in the language of now. */
  const message = computed(() => (stage.trouble.value === null ? '' : world.sentence(stage.trouble.value)));
  const lamp = computed(() => lampOf(status.value));
  const warning = computed(() => {
    const { name } = stage.screen.value;
    const isAway = name === 'home' && !isSlow.value && taking.dossiers.value === 1;
    const isOver = left.value <= WARNING_S * patience.value;
    return isOver && !isAway && !['ticket', 'booked', 'staff'].includes(name) ? left.value : null;
  });

  const search = createSearch(world);
  const mine = createMine(world, stage, stay);
  const staff = createStaff({ world, stage, refresh });
  const taking = createTaking(world, {
    stage,
    known,
    isLarge: () => bigger.value,
    patience: () => patience.value,
    linger: (seconds) => {
      left.value = seconds;
    },
    refresh,
  });

  const later = createLater(world, {
    stage,
    known,
    takeNumber: taking.choose,
    forgetWishes: taking.forget,
    patience: () => patience.value,
    linger: (seconds) => {
      left.value = seconds;
    },
    freshId: world.freshId,
  });

  async function refresh(): Promise<void> {
    const [state, how] = await Promise.allSettled([world.ask<AgentState>('/state'), world.ask<AgentStatus>('/status')]);
    status.value = how.status === 'fulfilled' ? how.value : null;
    if (state.status === 'fulfilled') {
      world.told(state.value);
      known.value = state.value;
    } else if (known.value) known.value = { ...known.value, link: 'down', age_s: known.value.age_s + REFRESH_S };
  }

  /** Somebody touched the screen or a key. */
  function stay(): void {
    left.value = stage.screen.value.name === 'staff' ? STAFF_S : (IDLE_S + WARNING_S) * patience.value;
  }

  /** A second has passed. */
  async function tick(): Promise<void> {
    left.value -= 1;
    await Promise.all([taking.follow(), later.follow(), mine.follow(), staff.tick()]);
    if (left.value <= 0) home();
  }

  /** Forget whoever was there. */
  function home(): void {
    taking.forget();
    later.forget();
    search.forget();
    mine.forget();
    staff.forget();
    bigger.value = contrast.value = aloud.value = false;
    low.value = world.isTall();
    world.firstLanguage();
    stage.start();
    stay();
  }

  function turn(mode: Mode): void {
    const flag = { bigger, contrast, low, aloud }[mode];
    flag.value = !flag.value;
    stay();
  }

  /** A scanner has read something: a ticket is shown, whatever is on the screen. Returns whether its Enter is spent. */
  function scanned(text: string): boolean {
    if (stage.screen.value.name === 'staff') return false;
    // Who waits for an answer has it first; and the Enter must not press what has the focus.
    if (stage.screen.value.name === 'sending' || mine.isBusy.value) return true;
    search.forget();
    void mine.show(text);
    return true;
  }

  /** One screen back. How many dossiers are filed stands on the first screen; who leaves that takes it back. */
  function back(): void {
    if (stage.screen.value.name === 'home') taking.dossiers.value = 1;
    stage.back();
  }

  /** The key that leads back, and away from where nothing lies before. */
  function leave(): void {
    const { name } = stage.screen.value;
    if (['ticket', 'booked', 'mine', 'staff'].includes(name)) home();
    else if (name !== 'sending') back();
  }

  /** Staff have found the hidden way: whoever stood there is forgotten first. */
  function openStaff(): void {
    home();
    stage.go({ name: 'staff' });
    stay();
  }

  return {
    known,
    status,
    lamp,
    bigger,
    contrast,
    low,
    aloud,
    left,
    patience,
    warning,
    screen: stage.screen,
    place: stage.place,
    message,
    go: stage.go,
    back,
    leave,
    isTall: () => world.isTall(),
    search,
    mine,
    staff,
    taking,
    later,
    refresh,
    stay,
    tick,
    home,
    turn,
    scanned,
    openStaff,
  };
}

export type KioskModel = ReturnType<typeof createKiosk>;
