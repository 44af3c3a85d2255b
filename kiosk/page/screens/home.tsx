/** What can be done here, and the other ways to a number. */

import { hourOf } from '../../../server/pages/shared/numbers';
import { focused } from '../../../server/pages/shared/parts/focus';
import { Icon, type IconName } from '../../../server/pages/shared/parts/icon';
import type { Texts } from '../../../server/pages/shared/texts';
import type { Screen } from '../model/stage';
import { servicesOf, tilesOf } from '../model/tiles';
import type { AgentState } from '../model/world';
import { Back } from '../parts/back';
import { Tiles } from '../parts/tiles';
import { inWords } from '../parts/words';
import type { Shown } from './kiosk';

export function Home({ kiosk, known, texts }: Shown & { known: AgentState }) {
  const count = kiosk.taking.dossiers.value;
  return (
    <section class="home">
      <h2 tabIndex={-1} ref={focused}>
        {count > 1 ? texts('question_many', { count }) : texts('question')}
      </h2>
      {known.door && <p class="door">{doorOf(known.door, texts)}</p>}
      <Tiles
        known={known}
        tiles={tilesOf(known)}
        texts={texts}
        onService={({ code }) => kiosk.later.choose(code)}
        onGroup={(group) => kiosk.go({ name: 'group', group })}
      />
      <Ways kiosk={kiosk} known={known} texts={texts} />
    </section>
  );
}

function doorOf({ opens_at, draw_at }: NonNullable<AgentState['door']>, texts: Texts): string {
  const opens = hourOf(opens_at);
  return draw_at ? texts('door_draw', { opens, draw: hourOf(draw_at) }) : texts('door', { opens });
}

function Ways({ kiosk, known, texts }: Shown & { known: AgentState }) {
  const way = (icon: IconName, word: string, screen: Screen) => (
    <button type="button" class="quiet" onClick={() => kiosk.go(screen)}>
      <Icon name={icon} /> <span>{texts(word)}</span>
    </button>
  );
  return (
    <div class="ways">
      {kiosk.taking.dossiers.value > 1 && <Back kiosk={kiosk} texts={texts} />}
      {way('search', 'search', { name: 'search' })}
      {way('calendar', 'appointment', { name: 'appointment' })}
      {known.can_scan && way('scan', 'scan', { name: 'scan' })}
      {known.dossiers_max !== null && way('folder', 'many', { name: 'dossiers' })}
      {!known.priorities.length && known.needs.length > 0 && way('wheelchair', 'needs', { name: 'needs' })}
    </div>
  );
}

export function GroupOf({ kiosk, known, group, texts }: Shown & { known: AgentState; group: string }) {
  const names = known.groups.find((one) => one.code === group)?.names;
  return (
    <section class="home">
      <h2 tabIndex={-1} ref={focused}>
        {names ? inWords(names) : texts('rest')}
      </h2>
      <Tiles
        known={known}
        tiles={servicesOf(known, group).map((service) => ({ kind: 'service', service }))}
        texts={texts}
        onService={({ code }) => kiosk.later.choose(code)}
      />
      <Back kiosk={kiosk} texts={texts} />
    </section>
  );
}
