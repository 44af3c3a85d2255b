/** Whom is this dialog about? */
import { shown } from '../../../server/pages/shared/numbers';
import type { Texts } from '../../../server/pages/shared/texts';
import type { Ticket } from '../../../server/pages/shared/wire';
import { inWords } from '../parts/words';

export function About({ ticket, texts }: { ticket: Ticket | null; texts: Texts }) {
  if (!ticket) return null;
  return (
    <p class="subject">{texts('about', { number: shown(ticket.number), service: inWords(ticket.service_names) })}</p>
  );
}
