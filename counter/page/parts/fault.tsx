/** Why was a form not taken? The server's sentence, or that it was not reached. */
import { isUnanswered } from '../../../server/pages/shared/link';
import type { Texts } from '../../../server/pages/shared/texts';
import { sentenceOf } from '../model/sending';
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
