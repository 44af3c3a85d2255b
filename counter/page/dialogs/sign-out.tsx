/** What becomes of the counter when its officer goes? */
import { shown } from '../../../server/pages/shared/numbers';
import { type DialogProps, Frame } from './frame';

export function SignOut({ model, texts, view }: DialogProps) {
  return (
    <Frame model={model} texts={texts} name="sign-out">
      <p>{texts('sign_out_open', { counter: model.place.counter })}</p>
      <div class="stack">
        {view.ticket ? (
          <p class="hint">{texts('pause_close_busy', { number: shown(view.ticket.number) })}</p>
        ) : (
          <button type="button" autofocus data-digit={1} onClick={model.closeAndSignOut}>
            <kbd>1</kbd> {texts('sign_out_close')}
          </button>
        )}
        <button type="button" class="quiet" data-digit={2} onClick={() => void model.signOut()}>
          <kbd>2</kbd> {texts('sign_out_only')}
        </button>
      </div>
    </Frame>
  );
}
