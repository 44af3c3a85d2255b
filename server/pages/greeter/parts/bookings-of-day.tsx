/** Who comes at which time of a day? No names are kept, so none are here. */
import { hourOf, shown } from '../../shared/numbers';
import { Modal } from '../../shared/parts/modal';
import type { Language } from '../../shared/wire';
import type { Shown } from '../screens/page';
import { dayOf, serviceNamed } from './words';

const DAY_MS = 86_400_000;

export function BookingsOfDay({ greeter, texts }: Shown) {
  const { appointments, place, gives, deeds, printing } = greeter;
  const { list, listDay, doubted } = appointments;
  const shownDay = listDay.value;
  const turn = (days: number) => {
    if (shownDay !== null) void appointments.refreshList(dayAfter(shownDay, days));
  };
  return (
    <section class="of-day" aria-labelledby="of-day">
      <header>
        <h2 id="of-day">
          {texts('list')} {shownDay && dayOf(shownDay, texts)}
        </h2>
        <div class="answers">
          <button type="button" class="quiet" onClick={() => turn(-1)}>
            {texts('day_before')}
          </button>
          <button type="button" class="quiet" onClick={() => turn(1)}>
            {texts('day_after')}
          </button>
        </div>
      </header>
      <div role="status">
        {list.value && (
          <p>
            {texts('list_count', { count: list.value.total })}
            {list.value.total > list.value.bookings.length &&
              ` ${texts('list_cut', { count: list.value.bookings.length })}`}
          </p>
        )}
      </div>
      {list.value && list.value.bookings.length > 0 && (
        <div class="scrolls">
          <table>
            <thead>
              <tr>
                <th scope="col">{texts('time')}</th>
                <th scope="col">{texts('code')}</th>
                <th scope="col">{texts('service')}</th>
                <th scope="col">{texts('stands')}</th>
                {gives.value && <th scope="col">{texts('acts')}</th>}
              </tr>
            </thead>
            <tbody>
              {list.value.bookings.map((one) => (
                <tr key={one.code} class={one.state}>
                  <th scope="row">{hourOf(one.slot)}</th>
                  <td class="code-text">{one.code}</td>
                  <td>{serviceNamed(place.services.value, one.service)}</td>
                  <td>
                    {texts('booking_state', { state: one.state })}
                    {one.number && ` · ${shown(one.number)}`}
                  </td>
                  {gives.value && (
                    <td>
                      {(one.state === 'booked' || one.state === 'missed') && (
                        <div class="answers">
                          <button
                            type="button"
                            class="quiet"
                            aria-label={texts('print_code', { code: one.code })}
                            onClick={() => printing.appointment({ ...one, language: one.language as Language })}
                          >
                            {texts('print')}
                          </button>
                          <button
                            type="button"
                            class="quiet"
                            aria-label={texts('cancel_code', { code: one.code })}
                            disabled={deeds.underWay.value !== null}
                            onClick={() => {
                              doubted.value = one;
                            }}
                          >
                            {texts('cancel_booking')}
                          </button>
                        </div>
                      )}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {doubted.value && (
        <Modal
          title={texts('cancel_code', { code: doubted.value.code })}
          leave={texts('back')}
          onLeave={() => {
            doubted.value = null;
          }}
        >
          <p>{texts('cancel_booking_sure')}</p>
          <button type="button" class="danger" onClick={() => appointments.cancel(doubted.value?.code ?? '')}>
            {texts('cancel_booking_do')}
          </button>
        </Modal>
      )}
    </section>
  );
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
