/** Who sits here? */
import { Fault } from '../parts/fault';
import { focused } from '../parts/focus';
import type { Shown } from './page';

export function SignIn({ model, texts }: Shown) {
  return (
    <main class="narrow">
      <h1>{texts('title', { counter: model.place.counter })}</h1>
      <SignInForm model={model} texts={texts} />
    </main>
  );
}

export function SignInForm({ model, texts }: Shown) {
  const { session, place } = model;
  const account = session.demo.value?.accounts.find((one) => one.branch === place.branch && one.role === 'officer');
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
