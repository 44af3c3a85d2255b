/** What needs somebody's attention? The newest first; the rest is one press away. */
import { hourOf } from '../../shared/numbers';
import { Icon } from '../../shared/parts/icon';
import { inWords } from '../../shared/texts';
import { hashOf } from '../model/tabs';
import type { Alert } from '../model/wire';
import type { Shown } from '../screens/page';
import { branchNamed, shortName } from './words';

const AT_ONCE = 2;

export function Alerts({ model, texts }: Shown) {
  const alerts = model.network.alerts.value;
  const [first, rest] = [alerts.slice(0, AT_ONCE), alerts.slice(AT_ONCE)];
  return (
    <section class="alerts" aria-label={texts('alerts')}>
      <p role="status" class="unseen">
        {texts('alert_count', { count: alerts.length })}
      </p>
      {alerts.length === 0 && (
        <p class="calm">
          <Icon name="done" /> {texts('no_alerts')}
        </p>
      )}
      <AlertList alerts={first} model={model} texts={texts} />
      {rest.length > 0 && (
        <details>
          <summary>{texts('more_alerts', { count: rest.length })}</summary>
          <AlertList alerts={rest} model={model} texts={texts} />
        </details>
      )}
    </section>
  );
}

function AlertList({ alerts, model, texts }: Shown & { alerts: readonly Alert[] }) {
  if (alerts.length === 0) return null;
  return (
    <ul>
      {alerts.map((alert) => (
        <li key={alert.id}>
          <Icon name="warn" />
          <span>
            <a href={hashOf({ tab: 'network', part: alert.branch })}>
              {shortName(branchNamed(model.network, alert.branch))}
            </a>
            {': '}
            {inWords(alert.sentence)} <small>{texts('since', { time: hourOf(alert.since) })}</small>
          </span>
        </li>
      ))}
    </ul>
  );
}
