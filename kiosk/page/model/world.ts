/** What does the page ask of its agent, and what is it told? */
import type { Asking } from '../../../server/pages/shared/requests';
import type { Language, Names, ProblemBody, ServiceRow, Ticket } from '../../../server/pages/shared/wire';

export type Lists = Record<Language, readonly string[]>;

export interface Service extends ServiceRow {
  documents: Lists;
  /** Near branches where it is taken in today, while it is closed here. */
  elsewhere: readonly StillOpen[];
}

/** opens_at: null where it is open when one comes; waits: null where they are not known. */
export interface StillOpen {
  branch: string;
  names: Names;
  travel_s: number;
  opens_at: string | null;
  open_until: string;
  wait_low_s: number | null;
  wait_high_s: number | null;
}

export interface Coded {
  code: string;
  names: Names;
}

export interface Group extends Coded {
  services: readonly string[];
}

/** What the branch offers. speech: whether clips can be had; dossiers_max: null where folders are not counted here. */
export interface AgentState {
  branch: string;
  names: Names;
  open: boolean;
  at: string;
  told_at: string;
  speed: number;
  age_s: number;
  link: 'up' | 'down';
  languages: Language[];
  services: Service[];
  groups: Group[];
  priorities: Coded[];
  needs: Coded[];
  dossiers_max: number | null;
  /** Numbers are given though it is not open yet. */
  door: { opens_at: string; draw_at: string | null } | null;
  /** Why none are given though it is open, said in every language. */
  stopped: { reason: string; says: Names } | null;
  speech: boolean;
  can_scan: boolean;
}

export type Condition =
  | 'ok'
  | 'near-end'
  | 'paper-out'
  | 'cover-open'
  | 'cutter-error'
  | 'error'
  | 'offline'
  | 'unknown';

/** papers_left: null where that is not known; roll_ends: the hour of today when the roll ends, where that is known. */
export interface PrinterState {
  condition: Condition;
  papers_left: number | null;
  roll_ends: string | null;
}

/** How the machine itself is. */
export interface AgentStatus {
  closed_by_staff: boolean;
  /** The pause that holds because it was the server's last word. */
  held_pause?: string | null;
  printer: PrinterState & { running: boolean; backup: PrinterState | null };
  link: { up: boolean; age_s: number | null; unconfirmed: number };
  leases: { service: string; left: number }[];
  outbox: number;
  set_aside: { id: string; number: string | null; title?: string }[];
  /** broken: the files that were set aside. */
  file: { durable: boolean; broken: readonly string[] };
}

export type PrintState = 'queued' | 'sending' | 'sent' | 'printed' | 'unknown' | 'failed';

export interface Printed {
  print: PrintState;
  print_reason: string | null;
  /** It comes out of another printer than the one below the screen. */
  by_backup: boolean;
}

export interface Taken extends Ticket, Printed {
  phone_url: string;
  /** Why it is not for the branch that was chosen instead: that one is no longer quicker, or could not be asked. */
  not_moved?: 'offer' | 'line';
}

/** A procedure that was found, and the service that does it. */
export interface Found {
  service: string;
  procedure: string;
  names: Names;
  documents: Lists;
}

/** Another branch where it would be quicker, the way there included. */
export interface Offer {
  branch: string;
  names: Names;
  travel_s: number;
  wait_low_s: number;
  wait_high_s: number;
  here_low_s: number | null;
  here_high_s: number | null;
}

export type MineDeed = 'change-service' | 'add-service' | 'cancel' | 'print' | 'arrive' | 'return';

/** A ticket that its holder has shown to the scanner. */
export interface Mine {
  token: string;
  number: string;
  branch_names: Names;
  is_here: boolean;
  /** Of which day it is, where that is not today. */
  day: string | null;
  service: string;
  names: Names;
  state: string;
  /** Every service of the visit, in its order. */
  steps: readonly { service: string; state: string }[];
  ahead: number | null;
  wait_low_s: number | null;
  wait_high_s: number | null;
  back_at: string | null;
  draw_at: string | null;
  /** When its holder was asked to come, where he has an appointment. */
  slot: string | null;
  counter: string | null;
  can: MineDeed[];
  /** It was an appointment's code, and its holder has just been taken in. */
  checked_in?: boolean;
  /** Where the paper stands that was just asked for, under the ticket's id. */
  paper?: Printed & { id: string; phone_url: string };
}

/** An appointment of a later day that was made here. */
export interface Booked extends Printed {
  id: string;
  code: string;
  slot: string;
  service: string;
  service_names: Names;
  branch_names: Names;
  /** What to have ready: as it stands on the paper, in each language. */
  bring: Lists;
}

/** Why an appointment's code takes nobody in: the server's problem, with what is known of the appointment. */
export interface NoAppointment extends ProblemBody {
  /** So that no other refusal is taken for one. */
  appointment: true;
  service?: string;
  /** How long one is on the way to the branch where it is. */
  travel_s?: number | null;
}

export interface StaffTicket extends Printed {
  id: string;
  number: string | null;
  service: string;
  issued_at: string | null;
  state: string;
  offline: boolean;
}

/** Everything that stands outside of the models; a test brings its own. */
export interface World {
  /** Ask the agent. Throws Refusal, Unreached. */
  ask<Answer>(path: string, asking?: Asking): Promise<Answer>;
  language(): Language;
  firstLanguage(): void;
  /** The agent has just told what it knows, the time with it. */
  told(state: AgentState): void;
  isTall(): boolean;
  /** A UUID that nobody else has. */
  freshId(): string;
  /** Word what went wrong in the language of now. */
  sentence(error: unknown): string;
}
