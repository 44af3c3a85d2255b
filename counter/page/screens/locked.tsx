/** The page is locked: it shows nothing of the counter until its officer is back. */
import { LockedPage } from '../../../server/pages/shared/parts/sign-in';
import type { Shown } from './page';

export function Locked({ model, texts }: Shown) {
  const { session, place } = model;
  return (
    <LockedPage session={session} texts={texts} onSignOut={() => void model.signOut()}>
      {texts('locked_who', { badge: session.badge.value, counter: place.counter })}
    </LockedPage>
  );
}
