import { listColleagues } from '../access/list-colleagues.ts';
import { AppError } from '../platform/app-error.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { lockRenewal } from './lock-renewal.ts';
import { publishRenewals } from './publish-renewals.ts';
import type { LockedRenewal } from './renewal-record-types.ts';

/**
 * Gives renewals to a colleague, or to nobody: all of them or none. Errors: not_found (one is missing or out of scope), invalid_input
 * (the colleague does not see one of the outlets).
 */
export async function assignRenewals(ctx: UserCtx, input: { ids: readonly string[]; userId: string | null }): Promise<void> {
  await inTransaction(ctx, async ({ tx }) => {
    const renewals: LockedRenewal[] = [];
    for (const id of [...new Set(input.ids)].toSorted(byNumber)) renewals.push(await lockRenewal({ ...ctx, tx }, id));
    const changed = renewals.filter((renewal) => renewal.owner_user_id !== input.userId);
    if (changed.length === 0) return;
    if (input.userId !== null && input.userId !== ctx.actor.userId) await refuseBlind(ctx, input.userId, changed);
    const userIds = [...new Set([input.userId, ...changed.map((renewal) => renewal.owner_user_id)].filter((id) => id !== null))];
    const users = await tx.query<{ id: string; name: string }>('SELECT id, name FROM user WHERE tenant_id = ? AND id IN (?)', [ctx.tenantId, userIds]);
    const names = new Map(users.map(({ id, name }) => [id, name]));
    const ids = changed.map((renewal) => renewal.id);
    await tx.execute('UPDATE renewal SET owner_user_id = ?, revision = revision + 1 WHERE tenant_id = ? AND id IN (?)', [input.userId, ctx.tenantId, ids]);
    await recordAudit(
      tx,
      changed.map((renewal) => ({
        tenantId: ctx.tenantId,
        actor: ctx.actor,
        entityType: 'renewal' as const,
        entityId: renewal.id,
        action: 'assigned',
        before: { owner_user_id: renewal.owner_user_id, owner: names.get(renewal.owner_user_id ?? '') ?? null },
        after: { owner_user_id: input.userId, owner: names.get(input.userId ?? '') ?? null },
        requestId: ctx.requestId,
        at: ctx.now,
      })),
    );
    tx.afterCommit(() => publishRenewals(ctx, ids));
  });
}

/** Nobody is given what they cannot see. */
async function refuseBlind(ctx: UserCtx, userId: string, renewals: readonly LockedRenewal[]): Promise<void> {
  for (const place of new Map(renewals.map(({ fid, oid }) => [oid, { fid, oid }])).values()) {
    const colleagues = await listColleagues(ctx, place);
    if (!colleagues.some(({ id }) => id === userId)) throw new AppError('invalid_input', 'This colleague does not see this outlet.', { fields: ['userId'] });
  }
}

function byNumber(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : 1);
}
