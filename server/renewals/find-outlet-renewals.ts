import { findOutlet } from '../outlets/find-outlet.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';

const MOST = 24;

/** The cycle of an outlet that matters now (open, else the latest that no other took the place of) and those before it, newest first. Error: not_found. */
export async function findOutletRenewals(ctx: UserCtx, oid: string): Promise<{ currentId: string | null; formerIds: string[] }> {
  if (!(await findOutlet(ctx, oid))) throw new AppError('not_found', 'There is no such outlet.');
  const rows = await database().query<{ id: string; status: string; outcome: string | null }>(
    'SELECT id, status, outcome FROM renewal WHERE tenant_id = ? AND oid = ? ORDER BY due_date DESC LIMIT ?',
    [ctx.tenantId, oid, MOST],
  );
  const current = rows.find(({ status }) => status === 'due') ?? rows.find(({ status, outcome }) => status !== 'cancelled' || outcome !== null) ?? rows[0];
  return { currentId: current?.id ?? null, formerIds: rows.filter((row) => row !== current).map(({ id }) => id) };
}
