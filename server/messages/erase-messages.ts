import type { Ctx, Tx } from '../platform/context.ts';
import { store } from '../platform/store.ts';

/**
 * Takes the content out of the messages of these tickets, for good: texts, payloads, files and WhatsApp's ids (which contain the
 * phone). The rows stay, as deleted ones, so that counts and times stay true. Files go first: done twice it does no harm.
 */
export async function eraseMessages(ctx: Ctx & { tx: Tx }, ticketIds: readonly string[]): Promise<{ messages: number; files: number }> {
  if (ticketIds.length === 0) return { messages: 0, files: 0 };
  const of = [ctx.tenantId, ticketIds];
  const files = await ctx.tx.query<{ media_key: string }>(
    `SELECT media_key FROM message WHERE tenant_id = ? AND ticket_id IN (?) AND media_key IS NOT NULL
     UNION SELECT u.media_key FROM upload u JOIN message m ON m.tenant_id = u.tenant_id AND m.upload_id = u.id WHERE m.tenant_id = ? AND m.ticket_id IN (?)`,
    [...of, ...of],
  );
  for (const { media_key: key } of files) await store().remove(key);
  await ctx.tx.execute(
    'UPDATE upload u JOIN message m ON m.tenant_id = u.tenant_id AND m.upload_id = u.id SET u.filename = NULL WHERE m.tenant_id = ? AND m.ticket_id IN (?)',
    of,
  );
  await ctx.tx.execute(
    'UPDATE message_attempt a JOIN message m ON m.tenant_id = a.tenant_id AND m.id = a.message_id SET a.error_detail = NULL WHERE m.tenant_id = ? AND m.ticket_id IN (?)',
    of,
  );
  const { affectedRows } = await ctx.tx.execute(
    `UPDATE message SET content_text = NULL, payload = NULL, media_id = NULL, media_key = NULL, media_filename = NULL, media_sha256 = NULL, error_detail = NULL,
       media_state = IF(media_state IS NULL, NULL, 'expired'), deleted_at = COALESCE(deleted_at, ?),
       wa_message_id = IF(wa_message_id IS NULL OR wa_message_id LIKE 'erased:%', wa_message_id, CONCAT('erased:', SHA2(wa_message_id, 256))),
       reply_to_wa_message_id = IF(reply_to_wa_message_id IS NULL OR reply_to_wa_message_id LIKE 'erased:%', reply_to_wa_message_id, CONCAT('erased:', SHA2(reply_to_wa_message_id, 256)))
     WHERE tenant_id = ? AND ticket_id IN (?)`,
    [ctx.now, ...of],
  );
  return { messages: affectedRows, files: files.length };
}
