/** What do managers ask and get? Names for the server's own shapes (server/api/planning_bodies.py). */
import type { components } from './planned';

type Schemas = components['schemas'];

export type NetworkView = Schemas['NetworkOut'];
export type NetworkRow = Schemas['NetworkRow'];
export type Alert = Schemas['AlertOut'];
export type Detail = Schemas['BranchDetailOut'];
export type CounterNow = Schemas['CounterNow'];
export type HalfHour = Schemas['HalfHour'];
export type Staff = Schemas['StaffOut'];
export type Officer = Schemas['OfficerOut'];
export type Absence = Schemas['AbsenceOut'];
export type AbsenceKind = Absence['kind'];
export type Span = Schemas['Span'];
export type Suggestions = Schemas['SuggestionsOut'];
export type Suggestion = Schemas['SuggestionOut'];
export type Moves = Schemas['MovesOut'];
export type Run = Schemas['RunOut'];
export type Effect = Schemas['EffectOut'];
export type Interval = Schemas['Interval'];
export type Order = Schemas['OrderOut'];
export type Change = Pick<Schemas['ChangeIn'], 'kind' | 'branch'> & Partial<Schemas['ChangeIn']>;
export type Deed = Suggestion['may'][number];
