/** What the hall is told: one notice after the other, each in every language in turn. */
import { hourOf } from '../../../server/pages/shared/numbers';
import type { Texts } from '../../../server/pages/shared/texts';
import type { HallView, Names } from '../../../server/pages/shared/wire';
import { atTurn } from '../notices';

/** More signs than these are set smaller. */
const LONG = 150;

export function Notices({ view, turn, texts }: { view: HallView; turn: number; texts: Texts }) {
  const found = atTurn(view.notices, turn);
  if (!found) return <p />;
  const { notice, spoken } = found;
  const again = notice.kind === 'closed' && notice.opens_at;
  const told = (notice.texts as Names)[spoken] ?? '';
  return (
    <p class={told.length > LONG ? 'notice long' : 'notice'} lang={spoken}>
      {told} {again && texts('opens', { time: `${hourOf(again)} ${again.slice(8, 10)}/${again.slice(5, 7)}` }, spoken)}
    </p>
  );
}
