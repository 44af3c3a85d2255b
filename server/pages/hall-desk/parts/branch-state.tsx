/** Does the branch call and take in visitors? What stops it is asked twice. */
import { useState } from 'preact/hooks';
import { Modal } from '../../shared/parts/modal';
import type { HallView } from '../../shared/wire';
import type { Intake, Pause } from '../model';
import type { Shown } from '../screens/page';

type Asked = Pause | Intake;

export function BranchState({ desk, texts, hall }: Shown & { hall: HallView }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { paused, intake_closed: closed } = hall;
  const waits = desk.busy.value;
  const sure = (what: Asked) => {
    setAsked(null);
    void (what === 'evacuation' || what === 'interruption' ? desk.pause(what) : desk.closeIntake(what));
  };
  return (
    <section aria-labelledby="branch">
      <h2 id="branch">{texts('branch')}</h2>
      <p class={`standing ${paused ?? ''}`}>
        <b>{texts(paused ? `is_${paused}` : 'is_at_work')}</b> {closed && texts(`is_${closed}`)}
      </p>
      <div class="acts">
        {paused && (
          <button type="button" disabled={waits} onClick={() => void desk.resume()}>
            {texts('resume')}
          </button>
        )}
        {paused !== 'evacuation' && (
          <button type="button" class="danger" disabled={waits} onClick={() => setAsked('evacuation')}>
            {texts('evacuate')}
          </button>
        )}
        {!paused && (
          <button type="button" class="quiet" disabled={waits} onClick={() => setAsked('interruption')}>
            {texts('interrupt')}
          </button>
        )}
        {closed ? (
          <button type="button" class="quiet" disabled={waits} onClick={() => void desk.openIntake()}>
            {texts('open_intake')}
          </button>
        ) : (
          (['full', 'early'] as const).map((reason) => (
            <button key={reason} type="button" class="quiet" disabled={waits} onClick={() => setAsked(reason)}>
              {texts(`close_${reason}`)}
            </button>
          ))
        )}
      </div>
      {asked && (
        <Modal title={texts(`sure_${asked}`)} leave={texts('back')} onLeave={() => setAsked(null)}>
          <p>{texts(`means_${asked}`)}</p>
          <button type="button" class={asked === 'evacuation' ? 'danger' : ''} autofocus onClick={() => sure(asked)}>
            {texts(`do_${asked}`)}
          </button>
        </Modal>
      )}
    </section>
  );
}
