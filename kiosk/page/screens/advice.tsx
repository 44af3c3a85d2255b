/** Here, or where it would be quicker? Both answers look alike: the choice is the visitor's. */
import { afterTheWay } from '../../../server/pages/shared/offers';
import { focused } from '../../../server/pages/shared/parts/focus';
import type { Offer } from '../model/world';
import { Back } from '../parts/back';
import { inWords, range } from '../parts/words';
import type { Shown } from './kiosk';

export function Advice({ kiosk, offer, texts }: Shown & { offer: Offer }) {
  const { decide } = kiosk.taking;
  return (
    <section class="question advice">
      <h2 tabIndex={-1} ref={focused}>
        {texts('advice_title')}
      </h2>
      <div class="both">
        <button type="button" class="answer" onClick={() => void decide(null)}>
          <b>{texts('advice_here')}</b>
          <span>{range(offer.here_low_s, offer.here_high_s, texts)}</span>
        </button>
        <button type="button" class="answer" onClick={() => void decide(offer.branch)}>
          <b>{inWords(offer.names)}</b>
          <span>{texts('advice_there', afterTheWay(offer))}</span>
        </button>
      </div>
      <Back kiosk={kiosk} texts={texts} />
    </section>
  );
}
