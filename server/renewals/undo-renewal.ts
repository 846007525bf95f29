import { AppError } from '../platform/app-error.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { applyPushedPayments } from './apply-pushed-payments.ts';
import { changeRenewal } from './change-renewal.ts';
import { findUndo } from './find-undo.ts';
import { lockRenewal } from './lock-renewal.ts';
import { planRenewals } from './plan-renewals.ts';
import { settleRenewal } from './settle-renewal.ts';

/**
 * Takes back what the person did to a renewal within the last ten minutes (paid, cancelled, snoozed, woken), as long as nothing was
 * decided about it since. A payment the POS pushed meanwhile counts then. What happens next is decided anew. Errors: not_found, conflict (nothing to take back any more).
 */
export async function undoRenewal(ctx: UserCtx, id: string): Promise<void> {
  await inTransaction(ctx, async ({ tx }) => {
    const renewal = await lockRenewal({ ...ctx, tx }, id);
    const undo = await findUndo(tx, { tenantId: ctx.tenantId, userId: ctx.actor.userId, now: ctx.now }, id);
    const gone = new AppError('conflict', 'There is nothing to take back any more.', { current: { status: renewal.status, revision: renewal.revision } });
    if (!undo) throw gone;
    if (undo.action === 'paid' || undo.action === 'cancelled') {
      if (renewal.status !== undo.action) throw gone;
      // only what it changed is in the entry
      const was = (name: 'outcome' | 'reason'): unknown => (name in undo.before ? undo.before[name] : renewal[name]);
      const reason = was('reason');
      await settleRenewal({ ...ctx, tx }, id, {
        kind: 'undo',
        was: { outcome: was('outcome') === 'lost' ? 'lost' : null, reason: typeof reason === 'string' ? reason : null },
      });
      if (renewal.settled_at) await applyPushedPayments({ ...ctx, tx }, renewal.oid, renewal.settled_at);
      // what comes next is shown at once, not after the scheduler's next round
      await planRenewals({ ...ctx, tx }, [id]);
      return;
    }
    const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
    if (renewal.snoozed_until !== text(undo.after['snoozed_until'])) throw gone;
    await changeRenewal(
      { ...ctx, tx },
      {
        id,
        action: 'undone',
        said: { undid: undo.action },
        decide: () => ({ snoozed_until: text(undo.before['snoozed_until']), next_at: ctx.now }),
      },
    );
  });
}
