/** For which services are numbers given? One of them may be closed and opened again by itself. */
import { inWords } from '../../shared/texts';
import type { HallView } from '../../shared/wire';
import type { Shown } from '../screens/page';

export function Services({ desk, texts, hall }: Shown & { hall: HallView }) {
  const waits = desk.busy.value || hall.intake_closed !== null;
  return (
    <section aria-labelledby="services">
      <h2 id="services">{texts('services')}</h2>
      <table class="services">
        <tbody>
          {hall.by_service.map(({ service, letter, names, intake_closed: closed }) => {
            const name = inWords(names);
            const told = closed ?? hall.paused ?? hall.intake_closed;
            const label = (act: string) => texts('of_service', { act, service: name });
            return (
              <tr key={service} class={told ? 'closed' : ''}>
                <th scope="row">
                  {letter} {name}
                </th>
                <td>{texts(`service_${told ?? 'open'}`)}</td>
                <td class="acts">
                  {closed ? (
                    <button
                      type="button"
                      class="quiet"
                      aria-label={label(texts('service_again'))}
                      disabled={waits}
                      onClick={() => void desk.openService(service)}
                    >
                      {texts('service_again')}
                    </button>
                  ) : (
                    (['full', 'early'] as const).map((reason) => (
                      <button
                        key={reason}
                        type="button"
                        class="quiet"
                        aria-label={label(texts(`stop_${reason}`))}
                        disabled={waits}
                        onClick={() => void desk.closeService(service, reason)}
                      >
                        {texts(`stop_${reason}`)}
                      </button>
                    ))
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
