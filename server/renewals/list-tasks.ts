import { scopeSql } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import type { TaskRecord } from './renewal-record-types.ts';
import { selectTasks } from './select-tasks.ts';

/** Open tasks within scope, the most urgent first; `mine`: those of the person, and those nobody has of renewals that are theirs. */
export async function listTasks(ctx: UserCtx, input: { mine: boolean; limit: number }): Promise<TaskRecord[]> {
  const scope = scopeSql(ctx.actor.scope, 'r');
  const { userId } = ctx.actor;
  const mine = input.mine ? ' AND (k.assigned_user_id = ? OR (k.assigned_user_id IS NULL AND r.owner_user_id = ?))' : '';
  return database().query<TaskRecord>(`${selectTasks} WHERE k.tenant_id = ? AND k.done_at IS NULL AND ${scope.sql}${mine} ORDER BY k.due_on, k.id LIMIT ?`, [
    ctx.tenantId,
    ...scope.params,
    ...(input.mine ? [userId, userId] : []),
    input.limit,
  ]);
}
