/** The counter at work: who is here, what may be done, who waits. */
import type { Signal } from '@preact/signals';
import type { CounterView } from '../../../server/pages/shared/wire';
import { Dialogs } from '../dialogs/dialogs';
import { Buttons } from '../parts/buttons';
import { Head } from '../parts/head';
import { HeldList } from '../parts/held';
import { KeyList } from '../parts/key-list';
import { Strip } from '../parts/strip';
import { Today } from '../parts/today';
import { Said, Visitor } from '../parts/visitor';
import { WaitingList } from '../parts/waiting';
import type { Shown } from './page';

export function Desk({ model, texts, view, live }: Shown & { view: CounterView; live: Signal<boolean> }) {
  return (
    <main class="desk">
      <Head model={model} texts={texts} view={view} />
      <Visitor model={model} texts={texts} view={view} />
      <Said view={view} texts={texts} />
      <Buttons model={model} texts={texts} />
      <Strip model={model} texts={texts} view={view} lostAt={live.value ? null : view.at} />
      {model.keys.listShown.value && <KeyList model={model} texts={texts} />}
      <div class="panels">
        <WaitingList model={model} texts={texts} view={view} />
        <HeldList model={model} texts={texts} view={view} />
        <Today texts={texts} view={view} />
      </div>
      <Dialogs model={model} texts={texts} view={view} />
    </main>
  );
}
