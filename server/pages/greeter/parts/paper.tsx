/** What the visitor takes away, as a kiosk prints it: in his language, in the network's own layout. There only on paper. */
import type { Texts } from '../../shared/texts';
import type { Language, Names } from '../../shared/wire';
import type { Greeter } from '../model/greeter';
import { BLOCKS, type Sheet } from './paper-blocks';
import { phoneOf } from './words';

/** The `[ticket]` table of the network file. */
interface Layout {
  blocks: string[];
  number_mm: number;
  service_pt: number;
  text_pt: number;
  small_pt: number;
  code_mm: number;
  large_by: number;
  vietnamese_below: boolean;
}

interface PaperProps {
  greeter: Greeter;
  texts: Texts;
  /** The words of a kiosk's paper. */
  words: Texts;
}

export function Paper({ greeter, texts, words }: PaperProps) {
  const layout = greeter.place.known.value?.ticket as unknown as Layout | undefined;
  const sheet = sheetOf(greeter, { texts, words }, layout?.vietnamese_below ?? false);
  if (!layout || !sheet) return null;
  return (
    <article class="paper" lang={sheet.language} aria-hidden="true" style={sizesOf(layout, sheet)}>
      {layout.blocks.map((block) => BLOCKS[block]?.(sheet))}
    </article>
  );
}

function sheetOf(greeter: Greeter, said: { texts: Texts; words: Texts }, below: boolean): Sheet | null {
  const { printing, place } = greeter;
  const [paper, branch, known] = [printing.paper.value, place.branch.value, place.known.value];
  if (!paper || !branch || !known) return null;
  const ticket = 'ticket' in paper ? paper.ticket : null;
  const appointment = 'appointment' in paper ? paper.appointment : null;
  const { service, language } = 'ticket' in paper ? paper.ticket : paper.appointment;
  const offered = place.services.value.find((one) => one.code === service);
  const isHere = !ticket || ticket.branch === greeter.branch;
  return {
    ...said,
    ticket,
    appointment,
    again: 'again' in paper && paper.again,
    language: language as Language,
    below: below && language !== 'vi',
    branch: (ticket?.branch_names ?? branch.names) as Names,
    service: (ticket?.service_names ?? offered?.names) as Names | undefined,
    room: isHere ? (known.rooms?.[service] as Names | undefined) : undefined,
    bring: known.documents?.[service]?.[language] ?? [],
    code: appointment ? appointment.code : ticket?.token ? phoneOf(branch, ticket.token) : null,
  };
}

/** Who sees badly reads large print. */
function sizesOf(layout: Layout, { ticket, appointment }: Sheet) {
  const by = ticket?.needs.includes('low-vision') ? layout.large_by : 1;
  return {
    '--number': `${layout.number_mm * by}mm`,
    '--signs': appointment ? '00:00'.length : (ticket?.number.length ?? 0) + 1,
    '--service': `${layout.service_pt * by}pt`,
    '--text': `${layout.text_pt * by}pt`,
    '--small': `${layout.small_pt * by}pt`,
    '--code': `${layout.code_mm}mm`,
  };
}
