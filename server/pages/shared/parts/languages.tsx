/** Which language? Each is named in itself. */
import { LANGUAGE_NAMES, LANGUAGES, language, speak } from '../texts';

export function Languages({ label }: { label: string }) {
  return (
    <nav class="languages" aria-label={label}>
      {LANGUAGES.map((one) => (
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
