import { AppError } from '../platform/app-error.ts';
import type { Ctx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import type { SettledRenewal, Settlement } from './settlement-types.ts';
import { settleRenewals } from './settle-renewals.ts';

/**
 * One renewal is paid, cancelled, failed, given up, or taken back (`undo`), by a person or another system. `revision` is what the person
 * saw. Joins the caller's transaction. Errors: not_found; conflict (changed meanwhile, settled otherwise already, or nothing to take back).
 * Paid again is no error: it answers the renewal as it is.
 */
export async function settleRenewal(ctx: Ctx, renewalId: string, settlement: Settlement, revision?: number): Promise<SettledRenewal> {
  return inTransaction(ctx, async ({ tx }) => {
    const { settled, refused } = await settleRenewals({ ...ctx, tx }, [{ renewalId, settlement, ...(revision === undefined ? {} : { revision }) }]);
    if (settled[0]) return settled[0];
    const known = refused[0];
    if (!known) throw new AppError('not_found', 'There is no such renewal.');
    if (known.status === 'paid' && settlement.kind === 'paid' && revision === undefined) return known;
    throw new AppError('conflict', 'Somebody changed this renewal first.', {
      current: { status: known.status, outcome: known.outcome, revision: known.revision },
    });
  });
}
