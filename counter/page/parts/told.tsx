/** What is said of the last act: what was refused or is not known must be heard at once, the rest when there is time. */
import { hourOf, shown } from '../../../server/pages/shared/numbers';
import { Icon } from '../../../server/pages/shared/parts/icon';
import type { Texts } from '../../../server/pages/shared/texts';
import { isUrgent, type Notice } from '../model/notices';
import { inWords, named } from './words';

export function Told({ notice, texts }: { notice: Notice | null; texts: Texts }) {
  const urgent = notice !== null && isUrgent(notice);
  const text = notice ? sentence(notice, texts) : '';
  return (
    <>
      <div role="alert">
        {urgent && (
          <p class="told urgent">
            <Icon name="warn" /> {text}
          </p>
        )}
      </div>
      <div role="status">
        {notice && !urgent && (
          <p class={`told ${notice.kind}`}>
            <Icon name={notice.kind === 'done' ? 'done' : 'info'} /> {text}
          </p>
        )}
      </div>
    </>
  );
}

export function sentence(notice: Notice, texts: Texts): string {
  switch (notice.kind) {
    case 'refused': {
      const act = named(notice.deed, texts);
      return texts(notice.rolledBack ? 'rolled_back' : 'refused', { act, sentence: notice.sentence });
    }
    case 'unknown':
    case 'dropped':
      return texts(notice.kind, { act: named(notice.deed, texts), number: numberOrNone(notice.number) });
    case 'nobody-waits':
      return texts('nobody_waits');
    case 'just-called':
      return texts('just_called', { number: shown(notice.number) });
    case 'not-now':
      return texts('not_now', { act: named(notice.action, texts) });
    case 'visitor-changed':
      return texts('visitor_changed');
    case 'done':
      if (notice.deed === 'undo') return texts('undone');
      return texts('done', { act: named(notice.deed, texts), number: numberOrNone(notice.number) });
    case 'issued': {
      const { number, ahead, draw_at, back_at } = notice.ticket;
      if (draw_at) return texts('issued_drawn', { number: shown(number), time: hourOf(draw_at) });
      if (back_at) return texts('issued_door', { number: shown(number), time: hourOf(back_at) });
      return texts('issued', { number: shown(number), ahead: ahead ?? 0 });
    }
    case 'rolled':
      return texts('rolled', { number: shown(notice.number) });
    case 'referred': {
      const { branch_names, number, due_at } = notice.onward;
      const there = { branch: inWords(branch_names), onward: shown(number) };
      const goesOn = texts('referred', { number: shown(notice.number), ...there });
      return due_at ? `${goesOn} ${texts('referred_held', { time: hourOf(due_at) })}` : goesOn;
    }
    case 'fault':
      return notice.sentence;
  }
}

/** The catalogue leaves out what is "none". */
export function numberOrNone(number: string | null): string {
  return number === null ? 'none' : shown(number);
}
