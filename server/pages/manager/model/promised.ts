/** What was promised of each move at each branch, and what was measured? One row a move and branch. */
import type { Suggestion } from './wire';

type Figures = Suggestion['effects'][number]['before'];

export interface Promised {
  move: Suggestion;
  branch: string;
  before: Figures;
  promised: Figures;
  /** Null until anything was measured there. */
  happened: Suggestion['happened'][number] | null;
}

/** The newest move first, its branches as they were told. */
export function promisedRows(moves: readonly Suggestion[]): Promised[] {
  return [...moves]
    .sort((one, other) => Date.parse(other.start) - Date.parse(one.start) || other.id - one.id)
    .flatMap((move) =>
      move.effects.map((effect) => ({
        move,
        branch: effect.branch,
        before: effect.before,
        promised: effect.after,
        happened: move.happened.find((one) => one.branch === effect.branch) ?? null,
      })),
    );
}
