/** Is the page cut off, what is on its way, and what became of the last act? */
import { hourOf, shown } from '../../shared/numbers';
import { Fault } from '../../shared/parts/fault';
import { Icon } from '../../shared/parts/icon';
import type { Notice } from '../model/deeds';
import type { Shown } from '../screens/page';
import { keyOf } from './words';

export function Told({ greeter, texts }: Shown) {
  const { place, deeds } = greeter;
  const lost = place.lostAt.value;
  const attempt = deeds.attempt.value;
  const under = deeds.underWay.value;
  return (
    <>
      <Fault error={place.fault.value} texts={texts} />
      <div role="alert">
        {lost !== null && (
          <p class="told cut">
            <Icon name="warn" /> {texts('lost', { time: hourOf(lost) })}
          </p>
        )}
        {attempt > 1 && under && (
          <p class="told cut">
            <Icon name="clock" /> {texts('again', { act: texts(keyOf(under.deed)), attempt })}{' '}
            <button type="button" class="quiet" onClick={deeds.giveUp}>
              {texts('give_up')}
            </button>
          </p>
        )}
        {deeds.notice.value && deeds.notice.value.kind !== 'done' && (
          <p class="told urgent">
            <Icon name="warn" /> {sentence(deeds.notice.value, texts)}
          </p>
        )}
      </div>
      <div role="status">
        {under && attempt <= 1 && <p class="told late">{texts('sending')}</p>}
        {deeds.notice.value?.kind === 'done' && (
          <p class="told good">
            <Icon name="done" /> {sentence(deeds.notice.value, texts)}
          </p>
        )}
      </div>
    </>
  );
}

function sentence(notice: Notice, texts: Shown['texts']): string {
  const act = texts(keyOf(notice.deed));
  const about = notice.about === null ? 'none' : shown(notice.about);
  if (notice.kind === 'refused') return texts('refused', { act, sentence: notice.sentence });
  return texts(notice.kind, { act, about });
}
