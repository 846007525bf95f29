import type { ReminderDecision } from './reminder-types.ts';

/** What a decision means for the row: looked at again at `at`; null: not before something changes. */
export interface NextLookColumns {
  at: Date | null;
  step: string | null;
  reason: string;
}

/** When a renewal is looked at again after this decision; what is to be sent, at once. */
export function decideNextLook(decision: ReminderDecision, now: Date): NextLookColumns {
  if (decision.verdict === 'stop') return { at: null, step: null, reason: decision.reason };
  return { at: decision.verdict === 'wait' ? decision.until : now, step: decision.step, reason: decision.reason };
}
