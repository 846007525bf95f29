import type { RenewalOutcome, RenewalStatus } from '../../types/renewals.ts';

/** What a settlement is founded on; flat, shown as it is. `kind`: expiry_moved, staff, pos_push. */
export type RenewalEvidence = Record<string, string | number | boolean | null>;

/** What becomes of an open renewal, or, for `undo`, of a settled one. */
export type Settlement =
  /** `paidOn` is the day of payment, at the company */
  | {
      kind: 'paid';
      paidOn: string /** the instant, where it is known: what was said later did not bring it */;
      paidAt?: Date;
      evidence: RenewalEvidence;
      reason?: string | null;
    }
  | { kind: 'failed' }
  /** given up: nothing of ours follows any more */
  | { kind: 'lost' }
  | { kind: 'cancelled'; reason: string; evidence?: RenewalEvidence }
  /** back to what it was: due, or failed when its time was over; `was`: what a person's change had replaced */
  | { kind: 'undo'; was?: { outcome: RenewalOutcome | null; reason: string | null } }
  /** what the system had concluded from the POS, and the POS does not say any more */
  | { kind: 'reopened' };

export interface SettledRenewal {
  id: string;
  oid: string;
  fid: string;
  status: RenewalStatus;
  outcome: RenewalOutcome | null;
  revision: number;
}
