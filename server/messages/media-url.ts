import { canSee } from '../access/can-see.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import { signMediaUrl } from '../platform/sign-media-url.ts';
import type { UserCtx } from '../platform/trpc.ts';

/** A fresh signed address of a message's file, for somebody who may see its ticket. `not_found` otherwise, or while it is not stored. */
export async function mediaUrl(ctx: UserCtx, messageId: string): Promise<{ url: string }> {
  const [row] = await database().query<{ fid: string | null; oid: string | null }>(
    "SELECT t.fid, t.oid FROM message m JOIN ticket t ON t.tenant_id = m.tenant_id AND t.id = m.ticket_id WHERE m.tenant_id = ? AND m.id = ? AND m.media_state = 'stored' AND m.deleted_at IS NULL",
    [ctx.tenantId, messageId],
  );
  if (!row || !canSee(ctx.actor.scope, row)) throw new AppError('not_found', 'This file does not exist.');
  return { url: signMediaUrl(ctx.tenantId, messageId, ctx.now) };
}
