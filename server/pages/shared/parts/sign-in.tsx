/** Who sits here? Signing in, and opening a page that its user has locked. */
import type { ComponentChildren } from 'preact';
import type { SessionModel } from '../session';
import type { Texts } from '../texts';
import type { Demo } from '../wire';
import { Fault } from './fault';
import { focused } from './focus';
import { Icon } from './icon';

interface Shown {
  session: SessionModel;
  texts: Texts;
}

interface SignInShown extends Shown {
  /** Whether an account of the demonstration is one for this page. */
  fits: (account: Demo['accounts'][number]) => boolean;
}

export function SignInForm({ session, texts, fits }: SignInShown) {
  const account = session.demo.value?.accounts.find(fits);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    void session.signIn(String(fields.get('login')), String(fields.get('password')));
  };
  return (
    <form onSubmit={submit}>
      {account && <p>{texts('demo')}</p>}
      <label>
        {texts('login')}
        <input
          name="login"
          autocomplete="username"
          required
          autofocus
          ref={focused}
          defaultValue={session.session.value?.person.login ?? account?.login ?? ''}
        />
      </label>
      <label>
        {texts('password')}
        <input
          name="password"
          type="password"
          autocomplete="current-password"
          required
          defaultValue={account?.password ?? ''}
        />
      </label>
      <Fault error={session.fault.value} texts={texts} />
      <button type="submit" disabled={session.busy.value}>
        {texts('sign_in')}
      </button>
    </form>
  );
}

interface LockedShown extends Shown {
  onSignOut: () => void;
  children: ComponentChildren;
}

/** The page shows nothing of the work until its user is back; `children` say whose it is. */
export function LockedPage({ session, texts, onSignOut, children }: LockedShown) {
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
      <p>{children}</p>
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
      <button type="button" class="quiet" onClick={onSignOut}>
        {texts('locked_other')}
      </button>
    </main>
  );
}
