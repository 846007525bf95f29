import type { z } from 'zod';
import type { cancelRenewalInput } from '../../types/renewals.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { addNoteRow } from './add-note-row.ts';
import { refuseStaleRenewal } from './refuse-stale-renewal.ts';
import { lockRenewal } from './lock-renewal.ts';
import { settleRenewal } from './settle-renewal.ts';

/**
 * A person says that this cycle will not be paid, and why: final for every refresh, may be undone for ten minutes. Errors: not_found,
 * conflict (changed or settled meanwhile).
 */
export async function cancelRenewal(ctx: UserCtx, { id, revision, reason, note }: z.output<typeof cancelRenewalInput>): Promise<void> {
  await inTransaction(ctx, async ({ tx }) => {
    refuseStaleRenewal(await lockRenewal({ ...ctx, tx }, id), revision);
    await settleRenewal({ ...ctx, tx }, id, { kind: 'cancelled', reason, evidence: { kind: 'staff' } }, revision);
    if (note) await addNoteRow({ ...ctx, tx }, { renewalId: id, text: note });
  });
}
