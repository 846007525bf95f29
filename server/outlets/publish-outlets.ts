import type { Log } from '../platform/log.ts';
import { publishLive } from '../platform/publish-live.ts';
import { ticketRooms } from '../platform/ticket-rooms.ts';

/** After COMMIT: tells whoever shows one of these outlets that it, or who speaks for it, changed. */
export async function publishOutlets(ctx: { tenantId: string; log: Log }, outlets: readonly { oid: string; fid: string }[]): Promise<void> {
  await publishLive(
    ctx.tenantId,
    outlets.map(({ oid, fid }) => ({ rooms: ticketRooms({ oid, fid }), delta: { t: 'outlet', oid } })),
    ctx.log,
  );
}
