/** Who sits here? */
import { SignInForm } from '../../../server/pages/shared/parts/sign-in';
import type { Demo } from '../../../server/pages/shared/wire';
import type { Shown } from './page';

export function SignIn({ model, texts }: Shown) {
  return (
    <main class="narrow">
      <h1>{texts('title', { counter: model.place.counter })}</h1>
      <OfficersForm model={model} texts={texts} />
    </main>
  );
}

export function OfficersForm({ model, texts }: Shown) {
  const ofBranch = (account: Demo['accounts'][number]) =>
    account.branch === model.place.branch && account.role === 'officer';
  return <SignInForm session={model.session} texts={texts} fits={ofBranch} />;
}
