import type { ReminderReason } from '../../types/renewals.ts';
import type { EngageError } from '../core/engage-error.ts';

/** What the console says in passing; word keys `notice.<kind>`. */
export type ConsoleNotice =
  /** `of`: the renewal or task, so that this news goes when it is taken back */
  | { kind: 'paid' | 'cancelled' | 'taskDone'; outlet: string; of: string; undo: () => void }
  | { kind: 'undone'; outlet: string; of: string }
  | { kind: 'sending' | 'snoozed' | 'woken' | 'callLogged' | 'noted' | 'taskAdded' | 'payerChosen' | 'billingSaved'; outlet: string }
  | { kind: 'assigned'; count: number }
  | { kind: 'exported' }
  | { kind: 'jobDone'; id: string; sent: number; skipped: number }
  | { kind: 'jobCancelled'; id: string; sent: number; skipped: number; calledOff: number }
  /** a reminder by hand that may not go now, and why */
  | { kind: 'refused'; outlet: string; reason: ReminderReason; until: string | null }
  | { kind: 'conflict'; outlet: string }
  | { kind: 'failed'; error: EngageError };
