import { scopeSql } from '../access/scope-sql.ts';
import { AppError } from '../platform/app-error.ts';
import type { Tx } from '../platform/context.ts';
import type { UserCtx } from '../platform/trpc.ts';
import type { LockedRenewal } from './renewal-record-types.ts';

/** Locks a renewal the person may see; `not_found` whether it is missing or out of scope. */
export async function lockRenewal(ctx: UserCtx & { tx: Tx }, id: string): Promise<LockedRenewal> {
  const scope = scopeSql(ctx.actor.scope, 'r');
  const [renewal] = await ctx.tx.query<LockedRenewal>(
    `SELECT r.id, r.oid, r.fid, CAST(r.due_date AS CHAR) AS due_date, CAST(r.cycle_start AS CHAR) AS cycle_start, r.status, r.outcome, CAST(r.paid_on AS CHAR) AS paid_on, r.evidence, r.reason,
       r.owner_user_id, r.contact_id, r.settled_at, r.settled_by_user_id, r.failed_at, r.answered_at, CAST(r.snoozed_until AS CHAR) AS snoozed_until,
       r.next_at, r.next_step, r.next_reason, r.revision
     FROM renewal r WHERE r.tenant_id = ? AND r.id = ? AND ${scope.sql} FOR UPDATE`,
    [ctx.tenantId, id, ...scope.params],
  );
  if (!renewal) throw new AppError('not_found', 'There is no such renewal.');
  return renewal;
}
