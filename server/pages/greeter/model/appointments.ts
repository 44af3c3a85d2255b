/** Which times can be promised, and who comes when? */
import { batch, computed, signal } from '@preact/signals';
import type { Language } from '../../shared/wire';
import type { Deeds } from './deeds';
import { type About, NOBODY } from './giving';
import type { Appointment } from './printing';
import type { BookableDay, Booked, Booking, BookingList, Slot, World } from './world';

const DAYS_TOLD = 12;

export function createAppointments(world: World, here: string, deeds: Deeds, hindered: (error: unknown) => boolean) {
  const service = signal<string | null>(null);
  const days = signal<readonly BookableDay[] | null>(null);
  const day = signal<string | null>(null);
  const slots = signal<readonly Slot[]>([]);
  const slot = signal<string | null>(null);
  const about = signal<About>(NOBODY);
  const booked = signal<Appointment | null>(null);
  const listDay = signal<string | null>(null);
  const list = signal<BookingList | null>(null);
  /** Which appointment somebody is about to cancel. */
  const doubted = signal<Booking | null>(null);
  const fault = signal<unknown>(null);
  const mayBook = computed(() => service.value !== null && slot.value !== null);
  let asked = 0;

  async function get<Answer>(path: string): Promise<Answer | null> {
    fault.value = null;
    try {
      return await world.ask<Answer>({ method: 'GET', path: `${here}/bookings${path}` });
    } catch (error) {
      if (!hindered(error)) fault.value = error;
      return null;
    }
  }

  async function chooseService(code: string): Promise<void> {
    const mine = ++asked;
    batch(() => {
      service.value = code;
      days.value = day.value = slot.value = null;
      slots.value = [];
    });
    const told = await get<{ days: BookableDay[] }>(`/days?service=${encodeURIComponent(code)}&count=${DAYS_TOLD}`);
    if (mine !== asked || told === null) return;
    days.value = told.days;
    const first = told.days[0];
    if (first) await chooseDay(first.day);
  }

  async function chooseDay(chosen: string): Promise<void> {
    const mine = ++asked;
    batch(() => {
      day.value = chosen;
      slot.value = null;
      slots.value = [];
    });
    const wanted = encodeURIComponent(service.value ?? '');
    const told = await get<{ slots: Slot[] }>(`/slots?service=${wanted}&day=${chosen}`);
    if (mine === asked && told !== null) slots.value = told.slots;
  }

  function book(): void {
    if (service.value === null || slot.value === null) return;
    const body = { service: service.value, slot: slot.value, ...about.value };
    deeds.send({ deed: 'book', path: `${here}/bookings`, body, about: null });
  }

  /** Show what was booked; the next one begins with nothing. */
  function take(told: Booked): void {
    batch(() => {
      booked.value = { code: told.code, service: told.service, slot: told.slot, language: told.language as Language };
      slot.value = null;
    });
    void refreshList();
  }

  function next(): void {
    asked += 1;
    batch(() => {
      service.value = days.value = day.value = slot.value = booked.value = deeds.notice.value = null;
      slots.value = [];
      about.value = NOBODY;
    });
  }

  async function refreshList(chosen = listDay.value): Promise<void> {
    listDay.value = chosen;
    const told = await get<BookingList>(chosen === null ? '' : `?day=${chosen}`);
    if (told !== null && listDay.value === chosen) {
      list.value = told;
      listDay.value = told.day;
    }
  }

  function cancel(code: string): void {
    doubted.value = null;
    deeds.send({
      deed: 'cancel-booking',
      path: `${here}/bookings/${encodeURIComponent(code)}/cancel`,
      body: {},
      about: code,
    });
  }

  /** The same code again is the same ticket, so a scanner that reads twice does no harm. */
  function checkIn(code: string): void {
    if (code.trim() === '') return;
    deeds.send({ deed: 'check-in', path: `${here}/check-in`, body: { code: code.trim() }, about: code.trim() });
  }

  function clear(): void {
    next();
    batch(() => {
      list.value = listDay.value = doubted.value = fault.value = null;
    });
  }

  return {
    ...{ service, days, day, slots, slot, about, booked, list, listDay, doubted, fault, mayBook },
    ...{ chooseService, chooseDay, book, take, next, refreshList, cancel, checkIn, clear },
  };
}

export type AppointmentsModel = ReturnType<typeof createAppointments>;
