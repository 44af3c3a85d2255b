/** Which key does what? By where the key is (`event.code`), never letters: these clash with Telex and screen readers. */
import { computed, signal } from '@preact/signals';
import { ACTIONS, type Action } from './acts';
import type { Shelf } from './world';

/** Up to two keys an action: one on the numeric pad, one for a keyboard without it. */
export type Keys = Readonly<Partial<Record<Action, readonly string[]>>>;
export const SLOTS = 2;

export const DEFAULTS: Keys = {
  'call-next': ['NumpadAdd', 'F8'],
  recall: ['Numpad1', 'F2'],
  start: ['Numpad2', 'F4'],
  'no-show': ['Numpad3', 'F7'],
  transfer: ['Numpad4'],
  hold: ['Numpad5'],
  'bring-back': ['Numpad6'],
  take: ['Numpad7'],
  more: ['Numpad8', 'F10'],
  pause: ['Numpad9', 'Pause'],
  finish: ['Numpad0', 'F9'],
  undo: ['NumpadDecimal', 'Backspace'],
  'change-service': ['NumpadDivide'],
  ordinary: ['NumpadSubtract'],
  help: ['NumpadMultiply'],
  find: ['F3'],
  keys: ['F1'],
};

const KEPT = 'motcua.keys';
const LIST_SHOWN = 'motcua.keys-shown';
/** Numeric pad, function keys that a browser can spare (not 5, 6, 11, 12), the upper digits, a few apart. */
const ALLOWED =
  /^(Numpad(\d|Add|Subtract|Multiply|Divide|Decimal|Comma)|F([1-4]|[7-9]|10)|Digit\d|Insert|Delete|Backspace|Pause)$/;

export type Assigned = { result: 'assigned' } | { result: 'not-allowed' } | { result: 'taken'; by: Action };

export function createKeys(shelf: Shelf) {
  const changed = signal<Keys>(read(shelf));
  const listShown = signal(shelf.read(LIST_SHOWN) === 'yes');
  const keys = computed<Keys>(() => ({ ...DEFAULTS, ...changed.value }));
  const byCode = computed(() => {
    const found = new Map<string, Action>();
    for (const action of ACTIONS) for (const code of keys.value[action] ?? []) if (code) found.set(code, action);
    return found;
  });

  /** Give a key to an action, in its first or second place; refused where another action has it. */
  function assign(action: Action, slot: number, code: string): Assigned {
    if (!ALLOWED.test(code)) return { result: 'not-allowed' };
    const by = byCode.value.get(code);
    if (by !== undefined && by !== action) return { result: 'taken', by };
    put(action, slot, code);
    return { result: 'assigned' };
  }

  function put(action: Action, slot: number, code: string): void {
    const before = Array.from({ length: SLOTS }, (_, at) => keys.value[action]?.[at] ?? '');
    const next = before.map((one, at) => (at === slot ? code : one === code ? '' : one));
    keep({ ...changed.value, [action]: next });
  }

  function keep(next: Keys): void {
    changed.value = next;
    shelf.write(KEPT, Object.keys(next).length > 0 ? JSON.stringify(next) : null);
  }

  function showList(shown: boolean): void {
    listShown.value = shown;
    shelf.write(LIST_SHOWN, shown ? 'yes' : null);
  }

  return {
    keys,
    byCode,
    listShown,
    showList,
    assign,
    clear: (action: Action, slot: number): void => put(action, slot, ''),
    restore: (): void => keep({}),
  };
}

export type KeysModel = ReturnType<typeof createKeys>;

/** What is kept may be of another version of the page, or damaged: only what is right counts. */
function read(shelf: Shelf): Keys {
  try {
    const told = JSON.parse(shelf.read(KEPT) ?? '{}') as Record<string, unknown>;
    const right = Object.entries(told).filter(
      ([action, codes]) =>
        (ACTIONS as readonly string[]).includes(action) &&
        Array.isArray(codes) &&
        codes.every((code) => code === '' || ALLOWED.test(String(code))),
    );
    return Object.fromEntries(right) as Keys;
  } catch {
    return {};
  }
}

const SIGNS: Readonly<Record<string, string>> = {
  NumpadAdd: '+',
  NumpadSubtract: '−',
  NumpadMultiply: '*',
  NumpadDivide: '/',
  NumpadDecimal: '.',
  NumpadComma: ',',
  Backspace: '←',
};

/** What stands on a key: of the numeric pad its sign alone. */
export function signOf(code: string): string {
  return SIGNS[code] ?? code.replace(/^Numpad/, '');
}
