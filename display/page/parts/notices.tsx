/** What the hall is told: one notice after the other, each in every language in turn; or what all must know, in all at once. */
import { hourOf } from '../../../server/pages/shared/numbers';
import { LANGUAGES, type Texts } from '../../../server/pages/shared/texts';
import type { HallView, Names } from '../../../server/pages/shared/wire';
import { atTurn, type Notice } from '../notices';

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

export function Urgent({ notice }: { notice: Notice }) {
  return (
    <section class="evacuation" role="alert">
      {LANGUAGES.map((spoken) => (
        <p key={spoken} lang={spoken}>
          {(notice.texts as Names)[spoken]}
        </p>
      ))}
    </section>
  );
}
