/** Which part of the page is shown? Its address says it, so that a part can be kept as a bookmark and printed. */
import { computed, signal } from '@preact/signals';

export const TABS = ['network', 'suggestions', 'try', 'staff', 'history', 'order'] as const;
export type Tab = (typeof TABS)[number];

export interface Shown {
  tab: Tab;
  /** Of which branch, or which order, or null. */
  part: string | null;
}

/** "#staff/tay-ho" → the staff of tay-ho; anything unknown is the network. */
export function shownBy(hash: string): Shown {
  const [name, part] = hash.replace(/^#/, '').split('/').map(decodeURIComponent);
  const tab = TABS.find((one) => one === name);
  return tab ? { tab, part: part || null } : { tab: 'network', part: null };
}

export function hashOf({ tab, part }: Shown): string {
  return part === null ? `#${tab}` : `#${tab}/${encodeURIComponent(part)}`;
}

export function createTabs(go: (hash: string) => void) {
  const hash = signal('');
  const shown = computed(() => shownBy(hash.value));
  return {
    shown,
    /** The address has changed, by us or by the browser's own buttons. */
    arrive: (now: string): void => {
      hash.value = now;
    },
    open: (tab: Tab, part: string | null = null): void => go(hashOf({ tab, part })),
  };
}

export type TabsModel = ReturnType<typeof createTabs>;
