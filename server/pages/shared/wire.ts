/** What goes over the wire: the server's own OpenAPI (openapi.ts is generated) and the socket messages. */
import type { components } from './openapi';

type Schemas = components['schemas'];

export type Language = 'vi' | 'en' | 'fr';
export type Names = Record<Language, string>;
export type Ticket = Schemas['TicketOut'];
export type HallView = Schemas['HallOut'];
export type Call = HallView['calls'][number];
export type Serving = HallView['serving'][number];
export type CounterView = Schemas['CounterViewOut'];
export type CounterAnswer = Schemas['CounterActOut'];
export type Waiting = CounterView['waiting'][number];
export type Held = CounterView['held'][number];
export type Issued = Schemas['IssuedOut'];
export type Mended = Schemas['MendedOut'];
export type Referred = Schemas['ReferredOut'];
export type Rolled = Schemas['RollOut'];
export type Found = Schemas['FoundOut'];
export type BranchRow = Schemas['BranchesOut']['branches'][number];
export type Advice = Schemas['AdviceOut'];
export type ServiceRow = Schemas['ServicesOut']['services'][number];
export type Door = Schemas['DoorStateOut'];
export type Session = Schemas['SessionOut'];
export type Why = Schemas['WhyOut'];
export type Clock = Schemas['ClockOut'];
export type Order = Schemas['OrderOut'];

/** Every view carries the branch's `seq` and `rev`: a higher one replaces a lower one, never the other way round. */
export interface Stamped {
  seq: number;
  rev: number;
}

export interface Head extends Stamped {
  branch: string;
}

/** RFC 9457. titles, details: the same in every language, where the one who answers knows it. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  titles?: Names;
  details?: Names;
  instance: string;
  errors?: Record<string, string[]>;
}

export interface Demo {
  accounts: { branch: string | null; login: string; password: string; role: string }[];
  kiosks: { branch: string; url: string; printer: string }[];
  counters: { branch: string; counter: string }[];
}
