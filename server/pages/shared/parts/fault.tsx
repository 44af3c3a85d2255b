/** Why was a form not taken? The server's sentence, or that it was not reached. */
import { isUnanswered, sentenceOf } from '../link';
import type { Texts } from '../texts';
import { Icon } from './icon';

export function Fault({ error, texts }: { error: unknown; texts: Texts }) {
  const said = error === null ? '' : isUnanswered(error) ? texts('unreached') : sentenceOf(error);
  return (
    <div role="alert">
      {said && (
        <p class="told urgent">
          <Icon name="warn" /> {said}
        </p>
      )}
    </div>
  );
}
