/** The page is locked: it shows nothing of the counter until its officer is back. */
import { Fault } from '../parts/fault';
import { focused } from '../parts/focus';
import { Icon } from '../parts/icon';
import type { Shown } from './page';

export function Locked({ model, texts }: Shown) {
  const { session, place } = model;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    void session.unlock(String(new FormData(form).get('pin'))).then(() => form.reset());
  };
  return (
    <main class="narrow locked">
      <h1>
        <Icon name="lock" /> {texts('locked_title')}
      </h1>
      <p>{texts('locked_who', { badge: session.badge.value, counter: place.counter })}</p>
      <form onSubmit={submit}>
        <label>
          {texts('pin')}
          <input
            name="pin"
            type="password"
            inputmode="numeric"
            autocomplete="off"
            pattern="[0-9]{4,8}"
            maxLength={8}
            required
            ref={focused}
          />
        </label>
        <Fault error={session.fault.value} texts={texts} />
        <button type="submit" disabled={session.busy.value}>
          {texts('unlock')}
        </button>
      </form>
      <button type="button" class="quiet" onClick={() => void model.signOut()}>
        {texts('locked_other')}
      </button>
    </main>
  );
}
