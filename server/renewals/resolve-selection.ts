import type { RenewalSelection } from '../../types/renewals.ts';
import { scopeSql } from '../access/scope-sql.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { listRenewals } from './list-renewals.ts';

const MOST = 5_000;

/** The renewals a bulk act is about, by due date; what is out of scope is left out. Error: too_large (more than 5,000 match). */
export async function resolveSelection(ctx: UserCtx, selection: RenewalSelection): Promise<string[]> {
  if ('ids' in selection) {
    const scope = scopeSql(ctx.actor.scope, 'r');
    const rows = await database().query<{ id: string }>(
      `SELECT r.id FROM renewal r WHERE r.tenant_id = ? AND r.id IN (?) AND ${scope.sql} ORDER BY r.due_date, r.id`,
      [ctx.tenantId, selection.ids, ...scope.params],
    );
    return rows.map(({ id }) => id);
  }
  const { ids, nextCursor } = await listRenewals(ctx, { ...selection.filter, sort: 'due', descending: false, limit: MOST });
  if (nextCursor !== null) throw new AppError('too_large', 'More than 5,000 renewals match. Please narrow the list.', { most: MOST });
  return ids;
}
