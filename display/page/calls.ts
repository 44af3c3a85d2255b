/** Which calls that a page learns of are still to be called, and which are seen over a counter? No DOM here. */
import type { Call, HallView } from '../../server/pages/shared/wire';

/** What comes so soon was sent when it was made: it is called, whatever became of it in these seconds. */
export const SOON_MS = 5000;

/** ageMs: how long before its view it was called, on the wall clock. */
export interface Due {
  call: Call;
  ageMs: number;
}

/** superseded: whoever was meant is no longer called, or was called again. late: it is too long ago. */
export interface Passed {
  call: Call;
  fate: 'late' | 'superseded';
}

/**
 * Part calls that the page did not know, oldest first, into those to be called and those that are over: after a cut a view
 * brings the calls of minutes.
 */
export function sorted(view: HallView, unknown: Call[]): { due: Due[]; passed: Passed[] } {
  const due: Due[] = [];
  const passed: Passed[] = [];
  for (const [at, call] of unknown.entries()) {
    const ageMs = Math.max(0, (Date.parse(view.at) - Date.parse(call.at)) / view.speed);
    const again = unknown.slice(at + 1).some((later) => later.number === call.number);
    const wasPassed = passed.some((before) => before.call.number === call.number);
    const isOver = call.kind === 'corrected' ? wasPassed : ageMs > SOON_MS && (again || !isCalled(view, call));
    if (isOver) passed.push({ call, fate: 'superseded' });
    else if (ageMs > view.screen.say_within_s * 1000) passed.push({ call, fate: 'late' });
    else due.push({ call, ageMs });
  }
  return { due, passed };
}

function isCalled(view: HallView, call: Call): boolean {
  const here = view.serving.find((one) => one.number === call.number && one.counter === call.counter);
  return here?.state === 'called';
}

/** The call whose number stands on the screen over a counter; undefined while nobody is called there. */
export function callOver({ calls, serving }: HallView, counter: string): Call | undefined {
  const there = serving.find((one) => one.counter === counter && one.state === 'called');
  return calls.find((call) => call.counter === counter && call.number === there?.number);
}
