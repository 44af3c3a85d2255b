/** Which of the officer's screens is shown? */
import type { Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Languages } from '../../../server/pages/shared/parts/languages';
import { Modal } from '../../../server/pages/shared/parts/modal';
import type { Texts } from '../../../server/pages/shared/texts';
import type { CounterModel } from '../model/counter';
import { Orders } from '../parts/orders';
import { Told } from '../parts/told';
import { Choose } from './choose';
import { Desk } from './desk';
import { Locked } from './locked';
import { OfficersForm, SignIn } from './sign-in';

export interface Shown {
  model: CounterModel;
  texts: Texts;
}

interface PageShown extends Shown {
  live: Signal<boolean>;
}

export function Page({ model, texts, live }: PageShown) {
  const title = texts('title', { counter: model.place.counter });
  useEffect(() => {
    document.title = title;
  }, [title]);
  return <Screen model={model} texts={texts} live={live} />;
}

function Screen({ model, texts, live }: PageShown) {
  switch (model.session.standing.value) {
    case 'unknown':
      return (
        <main class="narrow">
          <p role="status">{texts('connecting')}</p>
        </main>
      );
    case 'none':
      return (
        <Framed model={model} texts={texts}>
          <SignIn model={model} texts={texts} />
        </Framed>
      );
    case 'locked':
      return (
        <Framed model={model} texts={texts}>
          <Locked model={model} texts={texts} />
        </Framed>
      );
    case 'lost':
      // What the officer was at stays beneath, as it was.
      return (
        <>
          <Work model={model} texts={texts} live={live} />
          <Modal title={texts('sign_in')} opaque>
            <p>{texts('session_lost')}</p>
            <OfficersForm model={model} texts={texts} />
          </Modal>
        </>
      );
    case 'in':
      return <Work model={model} texts={texts} live={live} />;
  }
}

function Work({ model, texts, live }: PageShown) {
  const view = model.board.shown.value;
  if (!view)
    return (
      <Framed model={model} texts={texts}>
        <main class="narrow">
          {model.notices.notice.value === null && <p role="status">{texts('connecting')}</p>}
          <Told notice={model.notices.notice.value} texts={texts} />
          <Orders model={model} texts={texts} />
        </main>
      </Framed>
    );
  if (model.mine.value) return <Desk model={model} texts={texts} view={view} live={live} />;
  return (
    <Framed model={model} texts={texts}>
      <Choose model={model} texts={texts} view={view} />
    </Framed>
  );
}

function Framed({ model, texts, children }: Shown & { children: preact.ComponentChildren }) {
  return (
    <>
      <div class="top">
        <Languages label={texts('language')} />
        {model.session.standing.value === 'in' && (
          <button type="button" class="quiet" onClick={() => void model.signOut()}>
            {texts('sign_out')}
          </button>
        )}
      </div>
      {children}
    </>
  );
}
