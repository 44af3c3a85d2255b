/** Which screen is it? */
import { focused } from '../../../server/pages/shared/parts/focus';
import { Icon } from '../../../server/pages/shared/parts/icon';
import type { Names } from '../../../server/pages/shared/wire';
import { isLater } from '../model/later';
import type { AgentState } from '../model/world';
import { laterOf } from '../parts/words';
import { Advice } from './advice';
import { Appointment, Scan } from './codes';
import { Dossiers } from './dossiers';
import { GroupOf, Home } from './home';
import type { Shown } from './kiosk';
import { BookedThen, Later, LaterServices } from './later';
import { Mine, MineCancel, MineService } from './mine';
import { Needs } from './needs';
import { NoAppointmentHere } from './no_appointment';
import { Priority } from './priority';
import { Procedure, Search } from './search';
import { Issued } from './ticket';

/** What is shown although no number is given now. */
const ALWAYS = new Set([
  'ticket',
  'sending',
  'mine',
  'mine-cancel',
  'scan',
  'appointment',
  'no-appointment',
  'later',
  'later-services',
  'booked',
]);

export function ScreenOf({ kiosk, known, texts }: Shown & { known: AgentState }) {
  const screen = kiosk.screen.value;
  const all = { kiosk, known, texts };
  // Who is to leave the building reads that on every screen.
  if (known.stopped?.reason === 'evacuation') return <Stopped {...all} says={known.stopped.says} />;
  if (!ALWAYS.has(screen.name)) {
    if (kiosk.status.value?.closed_by_staff) return <Plain say={texts('closed-by-staff.detail')} />;
    if (known.stopped) return <Stopped {...all} says={known.stopped.says} />;
    if (!known.open && !known.door) return <Plain say={texts('closed')} />;
    if (known.services.every((one) => !one.open && !isLater(known, one))) return <Plain say={texts('stopped')} />;
  }
  switch (screen.name) {
    case 'group':
      return <GroupOf {...all} group={screen.group} />;
    case 'search':
      return <Search {...all} />;
    case 'procedure':
      return <Procedure {...all} found={screen.found} />;
    case 'dossiers':
      return <Dossiers {...all} most={known.dossiers_max ?? 1} />;
    case 'priority':
      return <Priority {...all} />;
    case 'needs':
      return <Needs {...all} />;
    case 'advice':
      return <Advice {...all} offer={screen.offer} />;
    case 'sending':
      return <Plain say={texts('sending')} />;
    case 'ticket':
      return <Issued {...all} ticket={screen.ticket} came={screen.came} />;
    case 'scan':
      return <Scan {...all} />;
    case 'appointment':
      return <Appointment {...all} />;
    case 'later':
      return <Later {...all} {...screen} />;
    case 'later-services':
      return <LaterServices {...all} />;
    case 'booked':
      return <BookedThen {...all} booked={screen.booked} />;
    case 'no-appointment':
      return <NoAppointmentHere {...all} why={screen.why} />;
    case 'mine':
      return <Mine {...all} />;
    case 'mine-service':
      return <MineService {...all} deed={screen.deed} />;
    case 'mine-cancel':
      return <MineCancel {...all} />;
    default:
      return <Home {...all} />;
  }
}

/** In every language of the kiosk: whoever comes next has chosen none. */
function Stopped({ kiosk, known, says, texts }: Shown & { known: AgentState; says: Names }) {
  const isUseful = known.link === 'up' || known.services.some((one) => one.elsewhere.length > 0);
  const isLate = isUseful && ['full', 'early'].includes(known.stopped?.reason ?? '');
  return (
    <section class="stopped" role="alert">
      {known.languages.map((one, place) => (
        <h2 key={one} lang={one} class="plain" tabIndex={-1} ref={place === 0 ? focused : undefined}>
          {says[one]}
        </h2>
      ))}
      {isLate && (
        <button type="button" class="quiet" onClick={() => kiosk.go({ name: 'later-services' })}>
          <Icon name="calendar" /> {laterOf(known, known.services, texts)}
        </button>
      )}
    </section>
  );
}

function Plain({ say }: { say: string }) {
  return (
    <h2 class="plain" tabIndex={-1} ref={focused}>
      {say}
    </h2>
  );
}
