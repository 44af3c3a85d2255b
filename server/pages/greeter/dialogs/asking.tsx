/** What must be known before a ticket is changed: another service, how many applications, or a yes. */
import { useState } from 'preact/hooks';
import { shown } from '../../shared/numbers';
import { afterTheWay } from '../../shared/offers';
import { Modal } from '../../shared/parts/modal';
import { inWords } from '../../shared/texts';
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
      wide={what !== 'cancel' && what !== 'dossiers'}
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
      ) : what === 'refer' ? (
        <Sending greeter={greeter} texts={texts} />
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
        if (chosen !== null && (what === 'change-service' || what === 'add-service'))
          finding.mend(what, ticket, { service: chosen });
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

/** Where else is the visitor served, after which way and which wait? */
function Sending({ greeter, texts }: Shown) {
  const { finding } = greeter;
  const [chosen, choose] = useState<string | null>(null);
  const ticket = finding.asking.value?.ticket;
  const offers = finding.offers.value;
  if (!ticket) return null;
  if (offers === null) return <p role="status">{texts('connecting')}</p>;
  if (offers.length === 0) return <p role="status">{texts('refer_none')}</p>;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== null)
          finding.mend('refer', ticket, { branch: chosen, service: ticket.service, on_the_way: true });
      }}
    >
      <p class="hint">{texts('refer_hint')}</p>
      <fieldset class="services">
        <legend>{texts('refer_where')}</legend>
        {offers.map((one) => (
          <label key={one.branch} class="service">
            <input
              type="radio"
              name="branch"
              value={one.branch}
              checked={one.branch === chosen}
              onChange={() => choose(one.branch)}
            />
            <span>
              {inWords(one.names)}
              <small>{texts('refer_wait', afterTheWay(one))}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <button type="submit" disabled={chosen === null}>
        {texts(keyOf('refer'))}
      </button>
    </form>
  );
}
