/** Signing in, and the four things that are done here: the branch, its machines, what is said, what was said. */
import { useEffect } from 'preact/hooks';
import { Fault } from '../../shared/parts/fault';
import { Icon } from '../../shared/parts/icon';
import { Languages } from '../../shared/parts/languages';
import { Modal } from '../../shared/parts/modal';
import { LockedPage, SignInForm } from '../../shared/parts/sign-in';
import { inWords, type Texts } from '../../shared/texts';
import type { HallDesk } from '../model';
import { BranchState } from '../parts/branch-state';
import { Displays } from '../parts/displays';
import { Kiosks } from '../parts/kiosks';
import { RecordOf } from '../parts/record';
import { Say } from '../parts/say';
import { Services } from '../parts/services';
import { Volume } from '../parts/volume';

export interface Shown {
  desk: HallDesk;
  texts: Texts;
}

export function Page({ desk, texts }: Shown) {
  const { session } = desk;
  const title = texts('title');
  useEffect(() => {
    document.title = title;
  }, [title]);
  const fits = (account: { branch: string | null; role: string }) =>
    account.branch === desk.branch && account.role === 'branch-manager';
  const form = <SignInForm session={session} texts={texts} fits={fits} />;
  const leave = () => void session.signOut();
  switch (session.standing.value) {
    case 'unknown':
      return <p role="status">{texts('connecting')}</p>;
    case 'none':
      return (
        <Framed texts={texts}>
          <main class="narrow">
            <h1>{title}</h1>
            {form}
          </main>
        </Framed>
      );
    case 'locked':
      return (
        <LockedPage session={session} texts={texts} onSignOut={leave}>
          {session.session.value?.person.login}
        </LockedPage>
      );
    case 'lost':
      return (
        <>
          <Desk desk={desk} texts={texts} />
          <Modal title={texts('sign_in')} opaque>
            {form}
          </Modal>
        </>
      );
    case 'in':
      return (
        <Framed texts={texts} onSignOut={leave}>
          <Desk desk={desk} texts={texts} />
        </Framed>
      );
  }
}

function Desk({ desk, texts }: Shown) {
  const hall = desk.hall.value;
  return (
    <main class="hall-desk">
      <h1>
        {texts('title')} {hall && <small>{inWords(hall.branch_names)}</small>}
      </h1>
      <div class="outcome">
        <Fault error={desk.fault.value} texts={texts} />
        <div role="status">
          {desk.done.value && (
            <p class="told">
              <Icon name="done" /> {texts(`done_${desk.done.value}`)}
            </p>
          )}
        </div>
      </div>
      {hall && <BranchState desk={desk} texts={texts} hall={hall} />}
      {hall && <Services desk={desk} texts={texts} hall={hall} />}
      <Displays desk={desk} texts={texts} />
      <Volume desk={desk} texts={texts} />
      <Kiosks desk={desk} texts={texts} />
      <Say desk={desk} texts={texts} at={hall?.at ?? ''} />
      {hall && <RecordOf desk={desk} texts={texts} at={hall.at} />}
    </main>
  );
}

interface FramedProps {
  texts: Texts;
  onSignOut?: () => void;
  children: preact.ComponentChildren;
}

function Framed({ texts, onSignOut, children }: FramedProps) {
  return (
    <>
      <div class="top">
        <Languages label={texts('language')} />
        {onSignOut && (
          <button type="button" class="quiet" onClick={onSignOut}>
            {texts('sign_out')}
          </button>
        )}
      </div>
      {children}
    </>
  );
}
