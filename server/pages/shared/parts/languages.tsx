/** Which language? Each is named in itself. */
import { LANGUAGE_NAMES, LANGUAGES, language, speak } from '../texts';
import type { Language } from '../wire';

export function Languages({ label, among = LANGUAGES }: { label: string; among?: readonly Language[] }) {
  return (
    <nav class="languages" aria-label={label}>
      {among.map((one) => (
        <button
          key={one}
          type="button"
          class="quiet"
          lang={one}
          aria-pressed={one === language.value}
          onClick={() => speak(one)}
        >
          {LANGUAGE_NAMES[one]}
        </button>
      ))}
    </nav>
  );
}
