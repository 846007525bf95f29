import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { drivePosRun } from './drive-pos-run.ts';

/** Without a sign of life for so long, nobody works on a load (a page and its writes take less). */
const SILENT_MS = 45_000;

/** Goes on with loads whose process died, or that no worker heard of. */
export async function resumePosRuns(ctx: Ctx): Promise<void> {
  const rows = await database().query<{ id: string }>(
    "SELECT id FROM pos_sync_run WHERE tenant_id = ? AND state IN ('reading', 'comparing', 'applying') AND heartbeat_at < ? ORDER BY id",
    [ctx.tenantId, new Date(Date.now() - SILENT_MS)],
  );
  for (const { id } of rows) await drivePosRun(ctx, id);
}
