/** Nobody is called: pictures and short films from the folder that the settings name, else a sentence. */
import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { ask } from '../../../server/pages/shared/link';

const AGAIN_MS = 600_000;
const PICTURE_MS = 8000;
/** A film that hangs is left. */
const FILM_MS = 300_000;
const FILM = '.webm';
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

/** A picture stands for a while, a film to its end; what cannot be shown is passed over. */
export function Idle({ nobody }: { nobody: string }) {
  const [turn, setTurn] = useState(0);
  const address = media.value[turn % Math.max(1, media.value.length)];
  const next = () => setTurn((before) => before + 1);
  // At once, a folder with nothing else in it would be asked for without a pause.
  const later = () => setTimeout(next, PICTURE_MS);
  useEffect(look);
  useEffect(() => {
    const timer = setTimeout(next, address?.endsWith(FILM) ? FILM_MS : PICTURE_MS);
    return () => clearTimeout(timer);
  }, [address, turn]);
  return (
    <section class="idle">
      <p class="nobody">{nobody}</p>
      {address?.endsWith(FILM) ? (
        <video key={turn} src={address} autoplay muted playsinline tabindex={-1} onEnded={next} onError={later} />
      ) : (
        address && <img key={address} src={address} alt="" />
      )}
    </section>
  );
}
