/** What does a page keep over a reload? A few words, of this tab or of this browser. */

/** Where nothing can be kept, it forgets. */
export interface Shelf {
  read(name: string): string | null;
  write(name: string, value: string | null): void;
}

/** Return a shelf of the browser's own; private windows keep nothing. */
export function shelf(store: () => Storage): Shelf {
  return {
    read: (name) => {
      try {
        return store().getItem(name);
      } catch {
        return null;
      }
    },
    write: (name, value) => {
      try {
        if (value === null) store().removeItem(name);
        else store().setItem(name, value);
      } catch {
        // What is not kept lasts as long as the page.
      }
    },
  };
}
