import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { inTransaction } from '../platform/in-transaction.ts';

const DAY_MS = 86_400_000;
/** What was read and not taken by anybody. */
const STAGED_DAYS = 1;
/** An answer to a load that was read so long ago would be about something else. */
const HELD_DAYS = 3;
/** Reports; the loads themselves stay. */
const REPORT_DAYS = 30;
const AT_ONCE = 5_000;

/** Lets go of what old loads have read and found, and of held ones nobody answered. */
export async function prunePosRuns(ctx: Ctx): Promise<void> {
  const before = (days: number): Date => new Date(ctx.now.getTime() - days * DAY_MS);
  await inTransaction(ctx, ({ tx, tenantId, now }) =>
    tx.execute("UPDATE pos_sync_run SET state = 'discarded', error = 'expired', finished_at = ? WHERE tenant_id = ? AND state = 'held' AND started_at < ?", [
      now,
      tenantId,
      before(HELD_DAYS),
    ]),
  );
  await prune(ctx, ['pos_staged_franchise', 'pos_staged_outlet'], before(STAGED_DAYS));
  await prune(ctx, ['pos_sync_change', 'pos_sync_reject'], before(REPORT_DAYS));
}

async function prune(ctx: Ctx, tables: readonly string[], finishedBefore: Date): Promise<void> {
  for (const table of tables) {
    const runs = await database().query<{ id: string }>(
      `SELECT r.id FROM pos_sync_run r WHERE r.tenant_id = ? AND r.finished_at < ? AND EXISTS (SELECT 1 FROM ${table} x WHERE x.tenant_id = r.tenant_id AND x.run_id = r.id)`,
      [ctx.tenantId, finishedBefore],
    );
    for (const { id } of runs)
      for (let isMore = true; isMore; )
        isMore = await inTransaction(ctx, async ({ tx, tenantId }) => {
          const { affectedRows } = await tx.execute(`DELETE FROM ${table} WHERE tenant_id = ? AND run_id = ? LIMIT ?`, [tenantId, id, AT_ONCE]);
          return affectedRows === AT_ONCE;
        });
  }
}
