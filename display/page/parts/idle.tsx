/** Nobody is called: pictures and short films from the folder that the settings name, else a sentence. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ask } from '../../../server/pages/shared/link';

const AGAIN_MS = 600_000;
const media = signal<string[]>([]);
let askedAt = Number.NEGATIVE_INFINITY;

/** What lies in the folder is asked for when it is wanted, and again after a while: it may have changed. */
function look(): void {
  if (performance.now() - askedAt < AGAIN_MS) return;
  askedAt = performance.now();
  ask<{ media: string[] }>('/api/v1/media').then(
    (told) => {
      media.value = told?.media ?? [];
    },
    () => {}, // What was there before is shown on.
  );
}

export function Idle({ turn, nobody }: { turn: number; nobody: string }) {
  useEffect(look);
  const address = media.value[turn % Math.max(1, media.value.length)];
  return (
    <section class="idle">
      <p class="nobody">{nobody}</p>
      {address?.endsWith('.webm') ? (
        <video key={address} src={address} autoplay loop muted playsinline tabindex={-1} />
      ) : (
        address && <img key={address} src={address} alt="" />
      )}
    </section>
  );
}
