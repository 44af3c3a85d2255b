/** Which procedure does a visitor mean? The agent finds it in plain words, with or without marks. */
import { signal } from '@preact/signals';
import type { Found, World } from './world';

const LONGEST = 60;

export function createSearch(world: World) {
  const query = signal('');
  const found = signal<readonly Found[]>([]);
  /** Whether what is shown answers the query: before that, nothing found says nothing. */
  const isAnswered = signal(false);
  let asked = 0;

  async function look(text: string): Promise<void> {
    query.value = text.slice(0, LONGEST);
    asked += 1;
    const mine = asked;
    isAnswered.value = false;
    if (!query.value.trim()) {
      found.value = [];
      return;
    }
    try {
      const answer = await world.ask<{ found: Found[] }>(`/search?q=${encodeURIComponent(query.value.trim())}`);
      if (mine !== asked) return;
      found.value = answer.found;
    } catch {
      if (mine !== asked) return;
      found.value = [];
    }
    isAnswered.value = true;
  }

  return {
    query,
    found,
    isAnswered,
    look,
    type: (character: string) => look(query.value + character),
    erase: () => look([...query.value].slice(0, -1).join('')),
    forget: () => void look(''),
  };
}

export type SearchModel = ReturnType<typeof createSearch>;
