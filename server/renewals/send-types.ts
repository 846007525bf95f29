import type { ReminderReason } from '../../types/renewals.ts';

/** One message of `renewal.sender`: everything of one person that may be written about now. */
export interface ReminderJob {
  /** null: nobody is known to write to */
  contactId: string | null;
  renewalIds: readonly string[];
  mode: 'cadence' | 'manual';
  /** a bulk "send now" this is part of */
  jobId?: string;
  /** who asked, in mode manual */
  authorUserId?: string;
  /** in mode manual without a job: the same key sends once, up to 40 characters; without it the same request does */
  claim?: string;
}

/** What became of one renewal. `until`: it waits, and will be looked at again then. */
export interface ReminderOutcome {
  renewalId: string;
  verdict: 'sent' | 'wait' | 'stop' | 'fallback';
  step: string | null;
  reason: ReminderReason;
  until: Date | null;
  messageId: string | null;
}
