/** Which of the officer's screens is shown? */
import type { Signal } from '@preact/signals';
import { Languages } from '../../../server/pages/shared/parts/languages';
import type { Texts } from '../../../server/pages/shared/texts';
import type { CounterModel } from '../model';
import { Choose } from './choose';
import { Desk } from './desk';
import { SignIn } from './sign-in';

export interface Shown {
  model: CounterModel;
  counter: string;
  texts: Texts;
}

interface PageShown extends Shown {
  branch: string;
  live: Signal<boolean> | undefined;
}

export function Page({ model, counter, branch, live, texts }: PageShown) {
  document.title = texts('title', { counter });
  return (
    <>
      <div class="top">
        <Languages label={texts('language')} />
        {model.session.value && (
          <button type="button" class="quiet" onClick={() => void model.signOut()}>
            {texts('sign_out')}
          </button>
        )}
      </div>
      {model.message.value && (
        <p class="message" role="alert">
          ⚠ {model.message.value}
        </p>
      )}
      <Screen model={model} counter={counter} branch={branch} live={live} texts={texts} />
    </>
  );
}

function Screen({ model, counter, branch, live, texts }: PageShown) {
  if (!model.asked.value) return null;
  if (!model.session.value) return <SignIn model={model} counter={counter} branch={branch} texts={texts} />;
  if (!model.view.value) return null;
  if (model.choosing.value || !model.mine.value) return <Choose model={model} counter={counter} texts={texts} />;
  return <Desk model={model} counter={counter} live={live} texts={texts} />;
}
