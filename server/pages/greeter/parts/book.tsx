/** A time for who cannot be served now, or does not want to wait. */
import { hourOf } from '../../shared/numbers';
import { focused } from '../../shared/parts/focus';
import { Icon } from '../../shared/parts/icon';
import type { Shown } from '../screens/page';
import { AboutVisitor } from './about';
import { Code } from './code';
import { Services } from './services';
import { dayOf, serviceNamed } from './words';

export function Book({ greeter, texts }: Shown) {
  const { appointments, place, deeds } = greeter;
  if (appointments.booked.value) return <Booked greeter={greeter} texts={texts} />;
  const { days, day, slots, slot } = appointments;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    appointments.book();
  };
  return (
    <form class="book" onSubmit={submit}>
      <h2>{texts('book')}</h2>
      <Services
        name="booked-service"
        label={texts('service')}
        services={place.services.value}
        chosen={appointments.service.value}
        waits={false}
        texts={texts}
        onChoose={(code) => void appointments.chooseService(code)}
      />
      <div role="status">{days.value?.length === 0 && <p class="told">{texts('no_days')}</p>}</div>
      {days.value !== null && days.value.length > 0 && (
        <fieldset class="chips">
          <legend>{texts('which_day')}</legend>
          {days.value.map((one) => (
            <label key={one.day} class="chip">
              <input
                type="radio"
                name="day"
                checked={one.day === day.value}
                onChange={() => void appointments.chooseDay(one.day)}
              />
              <span>
                {dayOf(one.day, texts)}
                <small>
                  {one.free === null
                    ? texts('from_time', { time: hourOf(one.first) })
                    : texts('free', { count: one.free })}
                </small>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {slots.value.length > 0 && (
        <fieldset class="chips times">
          <legend>{texts('which_time')}</legend>
          {slots.value.map((one) => (
            <label key={one.start} class="chip">
              <input
                type="radio"
                name="slot"
                checked={one.start === slot.value}
                onChange={() => {
                  slot.value = one.start;
                }}
              />
              <span>
                {hourOf(one.start)}
                {one.free !== null && <small>{texts('free', { count: one.free })}</small>}
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {slot.value !== null && (
        <div class="who">
          <AboutVisitor about={appointments.about} known={place.known.value} texts={texts} />
        </div>
      )}
      <button type="submit" class="great" disabled={!appointments.mayBook.value || deeds.underWay.value !== null}>
        {texts('book_do')}
      </button>
    </form>
  );
}

function Booked({ greeter, texts }: Shown) {
  const { appointments, place, printing } = greeter;
  const told = appointments.booked.value;
  if (told === null) return null;
  return (
    <section class="issued" aria-labelledby="booked">
      <div>
        <h2 id="booked" tabIndex={-1} ref={focused}>
          {texts('code')} <span class="number code-text">{told.code}</span>
        </h2>
        <p class="service-name">{serviceNamed(place.services.value, told.service)}</p>
        <p class="time">
          <Icon name="calendar" /> {texts('at_time', { day: dayOf(told.slot, texts), time: hourOf(told.slot) })}
        </p>
        <div class="answers">
          <button type="button" onClick={() => printing.appointment(told)}>
            <Icon name="printer" /> {texts('print')}
          </button>
          <button type="button" class="next" onClick={() => appointments.next()}>
            {texts('next')} <Icon name="done" />
          </button>
        </div>
      </div>
      <figure>
        <Code of={told.code} label={texts('booking_qr')} />
        <figcaption>{texts('booking_qr')}</figcaption>
      </figure>
    </section>
  );
}
