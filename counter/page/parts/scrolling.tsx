/** What is longer than its place scrolls, and can be reached and scrolled by key. */
import type { ComponentChildren } from 'preact';

export function Scrolling({ labelledBy, children }: { labelledBy: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list without a button in sight could not be scrolled by key
    <section class="scrolls" tabIndex={0} aria-labelledby={labelledBy}>
      {children}
    </section>
  );
}
