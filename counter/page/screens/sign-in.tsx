/** Who sits here? */
import type { Shown } from './page';

export function SignIn({ model, counter, branch, texts }: Shown & { branch: string }) {
  const account = model.demo.value?.accounts.find((one) => one.branch === branch && one.role === 'officer');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    void model.signIn(String(fields.get('login')), String(fields.get('password')));
  };
  return (
    <main class="narrow">
      <h1>{texts('title', { counter })}</h1>
      <form onSubmit={submit}>
        {account && <p>{texts('demo')}</p>}
        <label>
          {texts('login')}
          <input name="login" autocomplete="username" required defaultValue={account?.login ?? ''} />
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
        <button type="submit" disabled={model.busy.value}>
          {texts('sign_in')}
        </button>
      </form>
    </main>
  );
}
