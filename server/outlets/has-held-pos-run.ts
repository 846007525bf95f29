import { database } from '../platform/database.ts';

/** Whether a load of the POS's lists waits for a person because it would change too much (POS-13): until then nothing the POS says is acted on. */
export async function hasHeldPosRun(tenantId: string): Promise<boolean> {
  const rows = await database().query("SELECT id FROM pos_sync_run WHERE tenant_id = ? AND state = 'held' LIMIT 1", [tenantId]);
  return rows.length > 0;
}
