import type { ReminderReason } from '../../types/renewals.ts';
import type { EngageError } from '../core/engage-error.ts';

/** What the console says in passing; word keys `notice.<kind>`. */
export type ConsoleNotice =
  | { kind: 'paid' | 'cancelled'; outlet: string; undo: () => void }
  | { kind: 'undone' | 'sending' | 'snoozed' | 'woken' | 'callLogged' | 'noted' | 'taskAdded' | 'payerChosen' | 'billingSaved'; outlet: string }
  | { kind: 'taskDone'; outlet: string; undo: () => void }
  | { kind: 'assigned'; count: number }
  | { kind: 'exported' }
  | { kind: 'jobDone' | 'jobCancelled'; sent: number; skipped: number }
  /** a reminder by hand that may not go now, and why */
  | { kind: 'refused'; outlet: string; reason: ReminderReason; until: string | null }
  | { kind: 'conflict'; outlet: string }
  | { kind: 'failed'; error: EngageError };
