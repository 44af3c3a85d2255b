/** What have all dialogs in common? Title, the way out, and what was said of the last try. */
import type { ComponentChildren } from 'preact';
import { Modal } from '../../../server/pages/shared/parts/modal';
import type { CounterView, Ticket } from '../../../server/pages/shared/wire';
import type { DialogName } from '../model/dialogs';
import { Told } from '../parts/told';
import { named } from '../parts/words';
import type { Shown } from '../screens/page';

/** ticket: whom the dialog is about; the one who stands here, or one that was looked up. */
export interface DialogProps extends Shown {
  view: CounterView;
  ticket: Ticket | null;
}

interface FrameProps extends Shown {
  name: DialogName;
  title?: string;
  wide?: boolean;
  children: ComponentChildren;
}

export function Frame({ model, texts, name, title, wide, children }: FrameProps) {
  return (
    <Modal
      title={title ?? named(name, texts)}
      leave={texts(model.dialogs.stack.value.length > 1 ? 'back' : 'close_dialog')}
      onLeave={model.dialogs.close}
      wide={wide}
    >
      {children}
      <Told notice={model.notices.notice.value} texts={texts} />
    </Modal>
  );
}

/** Read a form once it is sent, and do what it is for. */
export function sent(then: (fields: FormData) => void): (event: SubmitEvent) => void {
  return (event) => {
    event.preventDefault();
    then(new FormData(event.currentTarget as HTMLFormElement));
  };
}

export function textOf(fields: FormData, name: string): string | null {
  const text = String(fields.get(name) ?? '').trim();
  return text === '' ? null : text;
}

export function numberOf(fields: FormData, name: string): number | null {
  const text = textOf(fields, name);
  return text === null ? null : Number(text);
}
