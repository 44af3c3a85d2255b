/** What do managers ask and get? Names for the server's own shapes (server/api/planning_bodies.py). */
import type { components } from '../../shared/openapi';

type Schemas = components['schemas'];

export type NetworkView = Schemas['NetworkOut'];
export type NetworkRow = NetworkView['branches'][number];
export type Way = NetworkView['ways'][number];
export type Alert = NetworkRow['alerts'][number];
export type Detail = Schemas['BranchDetailOut'];
export type CounterNow = Detail['counters'][number];
export type Staff = Schemas['StaffOut'];
export type Officer = Staff['officers'][number];
export type Absence = Officer['absences'][number];
export type AwayKind = Schemas['AbsenceIn']['kind'];
export type LunchAsked = Schemas['LunchesIn']['lunches'][number];
export type Span = Officer['roster'][number];
export type Suggestions = Schemas['SuggestionsOut'];
export type Suggestion = Suggestions['suggestions'][number];
export type Moves = Schemas['MovesOut'];
export type Run = Schemas['RunOut'];
export type Effect = Run['effects'][number];
export type Interval = Effect['difference']['p90_s'];
export type Order = Schemas['OrderOut'];
type ChangeIn = Schemas['WhatIfIn']['changes'][number];
export type Change = Pick<ChangeIn, 'kind' | 'branch'> & Partial<ChangeIn>;
export type Deed = Suggestion['may'][number];
