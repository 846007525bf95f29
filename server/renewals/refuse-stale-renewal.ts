import { AppError } from '../platform/app-error.ts';
import type { LockedRenewal } from './renewal-record-types.ts';

/** A person decided about something that is not there any more: `conflict`, with how it is now. */
export function refuseStaleRenewal(renewal: LockedRenewal, revision: number | undefined): void {
  if (revision === undefined || revision === renewal.revision) return;
  const { status, outcome, paid_on: paidOn, snoozed_until: snoozedUntil, owner_user_id: ownerId, answered_at: answeredAt } = renewal;
  throw new AppError('conflict', 'Somebody changed this renewal first.', {
    current: { status, outcome, paidOn, snoozedUntil, ownerId, answeredAt: answeredAt?.toISOString() ?? null, revision: renewal.revision },
  });
}
