/** Which screen of the managers is shown? */
import type { Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Fault } from '../../shared/parts/fault';
import { Languages } from '../../shared/parts/languages';
import { Modal } from '../../shared/parts/modal';
import { LockedPage, SignInForm } from '../../shared/parts/sign-in';
import type { Texts } from '../../shared/texts';
import type { ManagerModel } from '../model/manager';
import type { Tab } from '../model/tabs';
import { Head } from '../parts/head';
import { History } from './history';
import { Network } from './network';
import { OrderSheet } from './order';
import { StaffBoard } from './staff';
import { SuggestionList } from './suggestions';
import { Trying } from './trying';

export interface Shown {
  model: ManagerModel;
  texts: Texts;
}

interface PageShown extends Shown {
  live: Signal<boolean>;
}

export function Page({ model, texts, live }: PageShown) {
  const count = model.network.alerts.value.length;
  const title = count > 0 ? `(${count}) ${texts('title')}` : texts('title');
  useEffect(() => {
    document.title = title;
  }, [title]);
  return <Screen model={model} texts={texts} live={live} />;
}

function Screen({ model, texts, live }: PageShown) {
  const { session } = model;
  switch (session.standing.value) {
    case 'unknown':
      return <Connecting texts={texts} />;
    case 'none':
      return (
        <Framed texts={texts}>
          <main class="narrow">
            <h1>{texts('title')}</h1>
            <SignInForm session={session} texts={texts} fits={model.fits} />
          </main>
        </Framed>
      );
    case 'locked':
      return (
        <Framed texts={texts}>
          <LockedPage session={session} texts={texts} onSignOut={() => void model.signOut()}>
            {session.session.value?.person.login}
          </LockedPage>
        </Framed>
      );
    case 'lost':
      return (
        <>
          <Work model={model} texts={texts} live={live} />
          <Modal title={texts('sign_in')} opaque>
            <p>{texts('session_over')}</p>
            <SignInForm session={session} texts={texts} fits={model.fits} />
          </Modal>
        </>
      );
    case 'in':
      return model.isAllowed.value ? (
        <Work model={model} texts={texts} live={live} />
      ) : (
        <Framed texts={texts}>
          <main class={model.isForOrder.value ? 'screen order' : 'narrow'}>
            {model.isForOrder.value ? (
              <OrderSheet model={model} texts={texts} />
            ) : (
              <NotForYou model={model} texts={texts} />
            )}
          </main>
        </Framed>
      );
  }
}

function NotForYou({ model, texts }: Shown) {
  return (
    <>
      <h1>{texts('title')}</h1>
      <p>{texts('not_for_you')}</p>
      <button type="button" onClick={() => void model.signOut()}>
        {texts('sign_out')}
      </button>
    </>
  );
}

const SCREENS: Record<Tab, (shown: Shown) => preact.JSX.Element> = {
  network: Network,
  suggestions: SuggestionList,
  try: Trying,
  staff: StaffBoard,
  history: History,
  order: OrderSheet,
};

function Work({ model, texts, live }: PageShown) {
  const { tab } = model.tabs.shown.value;
  const Chosen = SCREENS[tab];
  if (!model.network.isLoaded.value) return <Connecting texts={texts} />;
  return (
    <div class="work">
      <Head model={model} texts={texts} live={live} />
      <Fault error={model.fault.value} texts={texts} />
      <main class={`screen ${tab}`}>
        <Chosen model={model} texts={texts} />
      </main>
    </div>
  );
}

function Connecting({ texts }: { texts: Texts }) {
  return (
    <main class="narrow">
      <p role="status">{texts('connecting')}</p>
    </main>
  );
}

function Framed({ texts, children }: { texts: Texts; children: preact.ComponentChildren }) {
  return (
    <>
      <div class="top">
        <Languages label={texts('language')} />
      </div>
      {children}
    </>
  );
}
