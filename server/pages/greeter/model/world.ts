/** What does the greeter's page need of the world? The page gives the real one, tests their own. */
import type { components } from '../../shared/openapi';
import type { SessionRequest, SessionWorld } from '../../shared/session';
import type { Shelf } from '../../shared/shelf';

type Schemas = components['schemas'];
export type Branch = Schemas['BranchOut'];
export type Known = Schemas['KioskOut'];
export type Procedure = NonNullable<Known['procedures']>[number];
export type Slot = Schemas['SlotsOut']['slots'][number];
export type BookableDay = Schemas['BookableDaysOut']['days'][number];
export type Booking = Schemas['BookingsOut']['bookings'][number];
export type BookingList = Schemas['BookingsOut'];
export type Booked = Schemas['BookingOut'];
export type Advice = Schemas['AdviceOut'];
export type Offer = Advice['offers'][number];

export interface World extends SessionWorld {
  /** Ask once and return the JSON answer, null for none. Throws Refusal, Unreached. */
  ask<Answer>(request: SessionRequest & { key?: string }): Promise<Answer | null>;
  /** Milliseconds of the wall clock; they go on over a reload. */
  wallMs(): number;
  /** Take the server's time. */
  hear(at: string, speed: number): void;
  /** The product's time, ISO with the branch's offset; empty before the server has said it. */
  now(): string;
  /** Let the browser print once the paper is drawn. */
  print(): void;
  ofTab: Shelf;
}
