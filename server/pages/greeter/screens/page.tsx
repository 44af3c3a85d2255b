/** Signing in, and the four things that are done here. */
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { now } from '../../shared/clock';
import { hourOf } from '../../shared/numbers';
import { Icon, type IconName } from '../../shared/parts/icon';
import { Languages } from '../../shared/parts/languages';
import { Modal } from '../../shared/parts/modal';
import { LockedPage, SignInForm } from '../../shared/parts/sign-in';
import { inWords, type Texts } from '../../shared/texts';
import type { Greeter, Tab } from '../model/greeter';
import { Paper } from '../parts/paper';
import { Told } from '../parts/told';
import { Bookings } from './bookings';
import { Find } from './find';
import { Give } from './give';
import { Roll } from './roll';

export interface Shown {
  greeter: Greeter;
  texts: Texts;
}

/** words: of a kiosk's paper. */
interface PageProps extends Shown {
  words: Texts;
}

const ICONS: Record<Tab, IconName> = { give: 'person', find: 'search', bookings: 'calendar', roll: 'folder' };

export function Page({ greeter, texts, words }: PageProps) {
  const { session } = greeter;
  const title = texts('title');
  useEffect(() => {
    document.title = title;
  }, [title]);
  const fits = (account: { branch: string | null; role: string }) =>
    account.branch === greeter.branch && account.role === 'greeter';
  const form = <SignInForm session={session} texts={texts} fits={fits} />;
  const leave = () => void session.signOut();
  switch (session.standing.value) {
    case 'unknown':
      return <p role="status">{texts('connecting')}</p>;
    case 'none':
      return (
        <>
          <div class="top">
            <Languages label={texts('language')} />
          </div>
          <main class="narrow">
            <h1>{title}</h1>
            {form}
          </main>
        </>
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
          <Desk greeter={greeter} texts={texts} words={words} />
          <Modal title={texts('sign_in')} opaque>
            <p>{texts('session_lost')}</p>
            {form}
          </Modal>
        </>
      );
    case 'in':
      return (
        <Desk greeter={greeter} texts={texts} words={words}>
          <button type="button" class="quiet" onClick={leave}>
            {texts('sign_out')}
          </button>
        </Desk>
      );
  }
}

function Desk({ greeter, texts, words, children }: PageProps & { children?: ComponentChildren }) {
  const { place, tab } = greeter;
  return (
    <>
      <div class="desk">
        <header class="head">
          <h1>
            {texts('title')} {place.branch.value && <small>{inWords(place.branch.value.names)}</small>}
          </h1>
          <time>{hourOf(now.value)}</time>
          <Languages label={texts('language')} />
          {children}
        </header>
        <nav class="tabs" aria-label={texts('tabs')}>
          {greeter.tabs.value.map((one) => (
            <button
              key={one}
              type="button"
              class="quiet"
              aria-current={one === tab.value ? 'page' : undefined}
              onClick={() => greeter.go(one)}
            >
              <Icon name={ICONS[one]} /> {texts(`tab_${one}`)}
            </button>
          ))}
        </nav>
        <main>
          <Told greeter={greeter} texts={texts} />
          {tab.value === 'give' && <Give greeter={greeter} texts={texts} />}
          {tab.value === 'find' && <Find greeter={greeter} texts={texts} />}
          {tab.value === 'bookings' && <Bookings greeter={greeter} texts={texts} />}
          {tab.value === 'roll' && <Roll greeter={greeter} texts={texts} />}
        </main>
      </div>
      <Paper greeter={greeter} texts={texts} words={words} />
    </>
  );
}
