/** What is the visitor told of the paper, and what does the printer's lamp show? */
import type { AgentStatus, Condition, Printed } from './world';

export type PaperState = 'coming' | 'there' | 'perhaps' | 'lost';

/** What the visitor is told of the paper. A job that waits for a reason cannot be printed now, though it may later. */
export function paperOf(ticket: Printed): PaperState {
  if (ticket.print === 'printed' || ticket.print === 'sent') return 'there';
  if (ticket.print === 'unknown') return 'perhaps';
  return ticket.print === 'failed' || ticket.print_reason !== null ? 'lost' : 'coming';
}

export interface Lamp {
  condition: Condition | 'on-backup';
  level: 'fine' | 'soon' | 'now' | 'unknown';
}

/** What nobody has heard from is never fine: no status, a printer that nothing looks after, or a word we do not know. */
export function lampOf(status: AgentStatus | null): Lamp {
  const condition = status?.printer.running ? status.printer.condition : 'unknown';
  // What the second printer prints is printed, whatever the first one lacks.
  if (!prints(condition) && status?.printer.running && prints(status.printer.backup?.condition))
    return { condition: 'on-backup', level: 'soon' };
  return lampFor(condition);
}

/** The same of one printer alone. */
export function lampFor(condition: Condition): Lamp {
  if (condition === 'ok') return { condition, level: 'fine' };
  if (condition === 'near-end') return { condition, level: 'soon' };
  return condition in TROUBLES ? { condition, level: 'now' } : { condition: 'unknown', level: 'unknown' };
}

function prints(condition: Condition | undefined): boolean {
  return condition === 'ok' || condition === 'near-end';
}

const TROUBLES: Partial<Record<Condition, true>> = {
  'paper-out': true,
  'cover-open': true,
  'cutter-error': true,
  error: true,
  offline: true,
};
