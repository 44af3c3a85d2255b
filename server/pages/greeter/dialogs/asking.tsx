/** What must be known before a ticket is changed: another service, how many applications, or a yes. */
import { useState } from 'preact/hooks';
import { shown } from '../../shared/numbers';
import { Modal } from '../../shared/parts/modal';
import { Services } from '../parts/services';
import { keyOf } from '../parts/words';
import type { Shown } from '../screens/page';

export function Asking({ greeter, texts }: Shown) {
  const { finding } = greeter;
  const asking = finding.asking.value;
  if (asking === null) return null;
  const leave = () => {
    finding.asking.value = null;
  };
  const { what, ticket } = asking;
  return (
    <Modal
      title={`${shown(ticket.number)}: ${texts(keyOf(what))}`}
      leave={texts('back')}
      onLeave={leave}
      wide={what === 'change-service' || what === 'add-service'}
    >
      {what === 'cancel' ? (
        <>
          <p>{texts('cancel_sure')}</p>
          <button type="button" class="danger" onClick={() => finding.mend('cancel', ticket)}>
            {texts('cancel_do')}
          </button>
        </>
      ) : what === 'dossiers' ? (
        <Counting greeter={greeter} texts={texts} />
      ) : (
        <Choosing greeter={greeter} texts={texts} />
      )}
    </Modal>
  );
}

function Choosing({ greeter, texts }: Shown) {
  const { finding, place } = greeter;
  const [chosen, choose] = useState<string | null>(null);
  const asking = finding.asking.value;
  if (asking === null) return null;
  const { what, ticket } = asking;
  const others = place.services.value.filter((one) => one.code !== ticket.service);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== null && what !== 'dossiers') finding.mend(what, ticket, { service: chosen });
      }}
    >
      {what === 'change-service' && <p class="hint">{texts('change_hint')}</p>}
      <Services
        name="other"
        label={texts('service')}
        services={others}
        chosen={chosen}
        waits={place.giving.value.kind === 'open'}
        texts={texts}
        onChoose={choose}
      />
      <button type="submit" disabled={chosen === null}>
        {texts(keyOf(what))}
      </button>
    </form>
  );
}

function Counting({ greeter, texts }: Shown) {
  const { finding } = greeter;
  const ticket = finding.asking.value?.ticket;
  const [count, set] = useState(ticket?.dossiers ?? 1);
  if (!ticket) return null;
  const to = (next: number) => set(Math.max(1, Math.min(500, next)));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        finding.mend('dossiers', ticket, { count });
      }}
    >
      <p class="hint">{texts('dossiers_hint')}</p>
      <div class="stepper">
        <button type="button" class="quiet" aria-label={texts('fewer')} onClick={() => to(count - 1)}>
          −
        </button>
        <label>
          {texts('dossiers')}
          <input
            type="number"
            inputMode="numeric"
            min={1}
            max={500}
            value={count}
            onInput={(event) => to(event.currentTarget.valueAsNumber || 1)}
          />
        </label>
        <button type="button" class="quiet" aria-label={texts('more')} onClick={() => to(count + 1)}>
          +
        </button>
      </div>
      <button type="submit">{texts('dossiers_do')}</button>
    </form>
  );
}
