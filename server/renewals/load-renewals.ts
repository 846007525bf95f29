import { scopeSql } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import type { LoadedRenewal, RenewalActivity, RenewalRecord } from './renewal-record-types.ts';
import { selectRenewals } from './select-renewals.ts';

/** Renewals by id, in the order asked for, with their last attempt and open tasks; what is missing or out of scope is left out. */
export async function loadRenewals(ctx: UserCtx, ids: readonly string[]): Promise<LoadedRenewal[]> {
  if (ids.length === 0) return [];
  const scope = scopeSql(ctx.actor.scope, 'r');
  const [records, last, tasks] = await Promise.all([
    database().query<RenewalRecord>(`${selectRenewals} WHERE r.tenant_id = ? AND r.id IN (?) AND ${scope.sql}`, [ctx.tenantId, ids, ...scope.params]),
    database().query<NonNullable<RenewalActivity['last']> & { renewal_id: string; attempts: string }>(
      `SELECT a.renewal_id, a.channel, a.step, a.result, a.created_at AS at, x.attempts FROM renewal_attempt a JOIN (
         SELECT renewal_id, MAX(id) AS id, COUNT(*) AS attempts FROM renewal_attempt WHERE tenant_id = ? AND renewal_id IN (?) GROUP BY renewal_id
       ) x ON x.id = a.id WHERE a.tenant_id = ?`,
      [ctx.tenantId, ids, ctx.tenantId],
    ),
    database().query<{ renewal_id: string; tasks: string }>(
      'SELECT renewal_id, COUNT(*) AS tasks FROM renewal_task WHERE tenant_id = ? AND renewal_id IN (?) AND done_at IS NULL GROUP BY renewal_id',
      [ctx.tenantId, ids],
    ),
  ]);
  const byId = new Map(records.map((record) => [record.id, record]));
  const lastOf = new Map(last.map((one) => [one.renewal_id, one]));
  const tasksOf = new Map(tasks.map((one) => [one.renewal_id, Number(one.tasks)]));
  return ids.flatMap((id) => {
    const record = byId.get(id);
    const attempt = lastOf.get(id);
    if (!record) return [];
    const { channel, step, result, at } = attempt ?? {};
    return {
      ...record,
      attempts: Number(attempt?.attempts ?? 0),
      last: channel && step && result && at ? { channel, step, result, at } : null,
      openTasks: tasksOf.get(id) ?? 0,
    };
  });
}
