import { publishPosRun } from '../outlets/publish-pos-run.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { withLock } from '../platform/with-lock.ts';
import { applyPosContacts } from './apply-pos-contacts.ts';

/** Staged rows let go of in one statement. */
const AT_ONCE = 5_000;

/**
 * Every load that was applied and still has staged rows: its contacts are taken over, oldest load first, then what it had staged is let go
 * of. The rows are the truth, whoever asks only wakes. One process at a time; `false` when another one is at it, and it must be asked again.
 */
export async function takePosContacts(ctx: Ctx): Promise<boolean> {
  const isDone = await withLock(`contact-links:${ctx.tenantId}`, async () => {
    for (const runId of await listApplied(ctx.tenantId)) {
      const outlets = await applyPosContacts(ctx, runId);
      await forget(ctx.tenantId, runId);
      ctx.log.info({ runId, outlets }, 'the contacts of a load of the POS were taken over');
      await publishPosRun(ctx, runId, 'done');
    }
    return true;
  });
  return isDone === true;
}

async function listApplied(tenantId: string): Promise<string[]> {
  const rows = await database().query<{ id: string }>(
    `SELECT r.id FROM pos_sync_run r WHERE r.tenant_id = ? AND r.state = 'done'
       AND EXISTS (SELECT 1 FROM pos_staged_outlet o WHERE o.tenant_id = r.tenant_id AND o.run_id = r.id) ORDER BY r.id`,
    [tenantId],
  );
  return rows.map(({ id }) => id);
}

async function forget(tenantId: string, runId: string): Promise<void> {
  const sql = database();
  for (let removed = AT_ONCE; removed === AT_ONCE; )
    removed = (await sql.execute('DELETE FROM pos_staged_outlet WHERE tenant_id = ? AND run_id = ? LIMIT ?', [tenantId, runId, AT_ONCE])).affectedRows;
}
