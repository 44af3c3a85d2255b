/** What is to be known of a visitor: a sign and a word each, never colour alone. */
import { Icon } from '../../../server/pages/shared/parts/icon';
import type { Mark } from './words';

export function Marks({ marks }: { marks: readonly Mark[] }) {
  if (marks.length === 0) return null;
  return (
    <ul class="marks">
      {marks.map((mark) => (
        <li key={mark.word} class={mark.weight}>
          <Icon name={mark.icon} />
          <span>{mark.word}</span>
        </li>
      ))}
    </ul>
  );
}
