import type { z } from 'zod';
import type { markPaidInput } from '../../types/renewals.ts';
import { AppError } from '../platform/app-error.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { addNoteRow } from './add-note-row.ts';
import { companyToday } from './company-today.ts';
import { lockRenewal } from './lock-renewal.ts';
import { moveDay } from './move-day.ts';
import { refuseStaleRenewal } from './refuse-stale-renewal.ts';
import { settleRenewal } from './settle-renewal.ts';

/** nobody pays earlier than so long before the cycle begins: the year was mistyped */
const EARLY_DAYS = 366;

/**
 * A person says that a cycle is paid; what it is owed to is decided as for any payment (RENEW-11), and it may be undone for ten minutes.
 * Errors: not_found, conflict (changed or settled meanwhile), invalid_input (a day that has not come yet, or more than a year before the cycle).
 */
export async function markPaid(ctx: UserCtx, { id, revision, paidOn, reference, note }: z.output<typeof markPaidInput>): Promise<void> {
  const today = companyToday(ctx.now);
  if (paidOn > today) throw new AppError('invalid_input', 'This day has not come yet.', { fields: ['paidOn'] });
  await inTransaction(ctx, async ({ tx }) => {
    const renewal = await lockRenewal({ ...ctx, tx }, id);
    refuseStaleRenewal(renewal, revision);
    if (paidOn < moveDay(renewal.cycle_start < today ? renewal.cycle_start : today, -EARLY_DAYS))
      throw new AppError('invalid_input', 'This is long before the cycle.', { fields: ['paidOn'] });
    await settleRenewal({ ...ctx, tx }, id, { kind: 'paid', paidOn, evidence: { kind: 'staff', reference: reference || null } }, revision);
    if (note) await addNoteRow({ ...ctx, tx }, { renewalId: id, text: note });
  });
}
