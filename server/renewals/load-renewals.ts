import type { ReminderReason } from '../../types/renewals.ts';
import type { MessageStatus } from '../../types/messages.ts';
import { scopeSql } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';
import { parseJson } from '../platform/parse-json.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { decideShownResult } from './decide-shown-result.ts';
import type { LoadedRenewal, RenewalActivity, RenewalRecord } from './renewal-record-types.ts';
import { selectRenewals } from './select-renewals.ts';

/** Renewals by id, in the order asked for, with their last attempt, open tasks, and a sending by hand that waits as their next step; what is missing or out of scope is left out. */
export async function loadRenewals(ctx: UserCtx, ids: readonly string[]): Promise<LoadedRenewal[]> {
  if (ids.length === 0) return [];
  const scope = scopeSql(ctx.actor.scope, 'r');
  const [records, last, tasks, waits] = await Promise.all([
    database().query<RenewalRecord>(`${selectRenewals} WHERE r.tenant_id = ? AND r.id IN (?) AND ${scope.sql}`, [ctx.tenantId, ids, ...scope.params]),
    database().query<
      NonNullable<RenewalActivity['last']> & { id: string; renewal_id: string; attempts: string; answeredAt: Date | null; messageStatus: MessageStatus | null }
    >(
      `SELECT a.id, a.renewal_id, a.channel, a.step, a.result, a.created_at AS at, a.answered_at AS answeredAt, m.status AS messageStatus, x.attempts FROM renewal_attempt a JOIN (
         SELECT renewal_id, MAX(id) AS id, COUNT(*) AS attempts FROM renewal_attempt WHERE tenant_id = ? AND renewal_id IN (?) GROUP BY renewal_id
       ) x ON x.id = a.id LEFT JOIN message m ON m.tenant_id = a.tenant_id AND m.id = a.message_id WHERE a.tenant_id = ?`,
      [ctx.tenantId, ids, ctx.tenantId],
    ),
    database().query<{ renewal_id: string; tasks: string }>(
      'SELECT renewal_id, COUNT(*) AS tasks FROM renewal_task WHERE tenant_id = ? AND renewal_id IN (?) AND done_at IS NULL GROUP BY renewal_id',
      [ctx.tenantId, ids],
    ),
    database().query<{ renewal_id: string; reason: ReminderReason | null; until: Date }>(
      `SELECT i.renewal_id, i.reason, i.not_before AS until FROM renewal_job_item i JOIN renewal_job j ON j.tenant_id = i.tenant_id AND j.id = i.job_id AND j.state = 'running'
       WHERE i.tenant_id = ? AND i.renewal_id IN (?) AND i.state = 'waiting' AND i.not_before IS NOT NULL`,
      [ctx.tenantId, ids],
    ),
  ]);
  const byId = new Map(records.map((record) => [record.id, record]));
  const lastOf = new Map(last.map((one) => [one.renewal_id, one]));
  const tasksOf = new Map(tasks.map((one) => [one.renewal_id, Number(one.tasks)]));
  const waitOf = new Map(waits.map((one) => [one.renewal_id, one]));
  return ids.flatMap((id) => {
    const record = byId.get(id);
    const attempt = lastOf.get(id);
    if (!record) return [];
    const wait = waitOf.get(id);
    // what a colleague sends by hand goes before the cadence
    const isFirst = wait && (record.next_at === null || wait.until <= record.next_at);
    return {
      ...record,
      ...(isFirst && { next_at: wait.until, next_step: 'manual', next_reason: wait.reason ?? 'manual' }),
      attempts: Number(attempt?.attempts ?? 0),
      last: attempt
        ? { channel: attempt.channel, step: attempt.step, result: decideShownResult({ ...attempt, evidence: parseJson(record.evidence) }), at: attempt.at }
        : null,
      openTasks: tasksOf.get(id) ?? 0,
    };
  });
}
