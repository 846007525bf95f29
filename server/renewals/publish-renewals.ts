import type { RoutedDelta } from '../platform/publish-live.ts';
import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import { publishLive } from '../platform/publish-live.ts';
import { ticketRooms } from '../platform/ticket-rooms.ts';

/** After COMMIT: tells everybody who may see these renewals that they changed; who shows one asks for its row. */
export async function publishRenewals(ctx: { tenantId: string; log: Log }, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await database().query<{ id: string; oid: string; fid: string; revision: number }>(
    'SELECT id, oid, fid, revision FROM renewal WHERE tenant_id = ? AND id IN (?)',
    [ctx.tenantId, ids],
  );
  const deltas: RoutedDelta[] = rows.map(({ id, oid, fid, revision }) => ({
    rooms: ticketRooms({ fid, oid }),
    delta: { t: 'renewal', id, oid, rev: revision },
  }));
  await publishLive(ctx.tenantId, deltas, ctx.log);
}
