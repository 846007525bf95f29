import type { RenewalOutcome, RenewalStatus } from '../../types/renewals.ts';
import type { RenewalSettings } from '../../types/renewal-settings.ts';
import { decideOutcome, type OutcomeAttempt } from './decide-outcome.ts';
import { TAKEN_BACK } from './decide-reopening.ts';
import type { RenewalEvidence, Settlement } from './settlement-types.ts';

/** What a settlement writes. */
export interface SettledColumns {
  status: RenewalStatus;
  outcome: RenewalOutcome | null;
  paid_on: string | null;
  evidence: RenewalEvidence | null;
  reason: string | null;
  settled_at: Date | null;
  settled_by_user_id: string | null;
  failed_at: Date | null;
  next_at: Date | null;
  next_step: string | null;
  next_reason: string | null;
}

/** A locked renewal as it is. */
export interface UnsettledRenewal extends SettledColumns {
  id: string;
  oid: string;
  fid: string;
  due_date: string;
  revision: number;
}

/** What becomes of a renewal, or null when that may not be: paid and cancelled are final but for `undo` and `reopened`, failed may still be paid (RENEW-06). */
export function decideSettlement(
  row: UnsettledRenewal,
  settlement: Settlement,
  attempts: readonly OutcomeAttempt[],
  settings: RenewalSettings,
  settled: { now: Date; by: string | null },
): SettledColumns | null {
  const isOpen = row.status === 'due' || row.status === 'failed';
  const { failed_at: failedAt, next_at: nextAt, next_step: nextStep, next_reason: nextReason } = row;
  const look = { next_at: nextAt, next_step: nextStep, next_reason: nextReason };
  const who = { settled_at: settled.now, settled_by_user_id: settled.by };
  const ended = (reason: string): Pick<SettledColumns, 'next_at' | 'next_step' | 'next_reason'> => ({ next_at: null, next_step: null, next_reason: reason });
  if (settlement.kind === 'undo' || settlement.kind === 'reopened') {
    if (isOpen) return null;
    const status = failedAt ? 'failed' : 'due';
    const nobody = { settled_at: null, settled_by_user_id: null };
    return {
      status,
      outcome: null,
      reason: null,
      ...(settlement.kind === 'undo' ? settlement.was : {}),
      paid_on: null,
      evidence: null,
      ...nobody,
      failed_at: failedAt,
      next_at: settled.now,
      next_step: null,
      next_reason: null,
    };
  }
  if (!isOpen) return null;
  if (settlement.kind === 'failed') {
    if (row.status === 'failed') return null;
    return { ...keep(row), status: 'failed', failed_at: settled.now, next_at: settled.now, next_step: nextStep, next_reason: nextReason };
  }
  if (settlement.kind === 'lost')
    return row.outcome === 'lost' ? null : { ...keep(row), outcome: 'lost', failed_at: failedAt ?? settled.now, status: 'failed', ...ended('finished') };
  if (settlement.kind === 'cancelled')
    return {
      ...look,
      ...who,
      status: 'cancelled',
      // another cycle took its place: nobody was lost
      outcome: settlement.reason === TAKEN_BACK ? null : 'lost',
      paid_on: null,
      evidence: settlement.evidence ?? null,
      reason: settlement.reason,
      failed_at: failedAt,
      ...ended('cancelled'),
    };
  const { outcome, attempt } = decideOutcome({ paidOn: settlement.paidOn, paidAt: settlement.paidAt, dueOn: row.due_date }, attempts, settings);
  const owed = attempt && {
    attemptId: attempt.id,
    attemptStep: attempt.step,
    attemptChannel: attempt.channel,
    attemptResult: attempt.result,
    attemptAt: attempt.at.toISOString(),
  };
  return {
    ...who,
    status: 'paid',
    outcome,
    paid_on: settlement.paidOn,
    evidence: { ...settlement.evidence, ...owed },
    reason: settlement.reason ?? null,
    failed_at: failedAt,
    ...ended('paid'),
  };
}

function keep(row: UnsettledRenewal): Pick<SettledColumns, 'outcome' | 'paid_on' | 'evidence' | 'reason' | 'settled_at' | 'settled_by_user_id'> {
  const { outcome, paid_on: paidOn, evidence, reason, settled_at: settledAt, settled_by_user_id: settledBy } = row;
  return { outcome, paid_on: paidOn, evidence, reason, settled_at: settledAt, settled_by_user_id: settledBy };
}
