/** Appointments: who is here checks in, who is not yet gets a time, and the list of a day. */
import { Fault } from '../../shared/parts/fault';
import { Icon } from '../../shared/parts/icon';
import { Book } from '../parts/book';
import { BookingsOfDay } from '../parts/bookings-of-day';
import { IssuedTicket } from '../parts/issued';
import type { Shown } from './page';

export function Bookings({ greeter, texts }: Shown) {
  const { appointments, giving, gives } = greeter;
  if (giving.issued.value) return <IssuedTicket greeter={greeter} texts={texts} ticket={giving.issued.value} />;
  return (
    <section class="bookings">
      <Fault error={appointments.fault.value} texts={texts} />
      {gives.value && <CheckIn greeter={greeter} texts={texts} />}
      {gives.value && <Book greeter={greeter} texts={texts} />}
      <BookingsOfDay greeter={greeter} texts={texts} />
    </section>
  );
}

function CheckIn({ greeter, texts }: Shown) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    greeter.appointments.checkIn(String(new FormData(form).get('code')));
  };
  return (
    <form class="row check-in" onSubmit={submit}>
      <label>
        {texts('check_in')}
        <input name="code" maxLength={64} autocomplete="off" autocapitalize="characters" spellcheck={false} required />
      </label>
      <button type="submit" disabled={greeter.deeds.underWay.value !== null}>
        <Icon name="scan" /> {texts('check_in_do')}
      </button>
    </form>
  );
}
