import { parseJson } from '../platform/parse-json.ts';
import type { RoutedDelta } from '../platform/publish-live.ts';
import type { Sql } from '../platform/sql.ts';
import { itemDeltas } from './item-deltas.ts';
import type { MessagePayload } from './message-types.ts';

/**
 * A reaction is shown when it is queued. When one of ours fails (or is tried again, or arrives after all) the message it is about shows the
 * last one that did not fail. Messages that are no reactions are passed over. Returns what pages that show the message must hear.
 */
export async function refreshReactions(sql: Sql, tenantId: string, messageIds: readonly string[], now: Date): Promise<RoutedDelta[]> {
  if (messageIds.length === 0) return [];
  const about = await sql.query<{ target: string; contact_id: string }>(
    "SELECT DISTINCT reply_to_wa_message_id AS target, contact_id FROM message WHERE tenant_id = ? AND id IN (?) AND type = 'reaction' AND direction = 'out' AND reply_to_wa_message_id IS NOT NULL",
    [tenantId, messageIds],
  );
  const changed: string[] = [];
  for (const { target: waMessageId, contact_id: contactId } of about) {
    const [target] = await sql.query<{ id: string; payload: MessagePayload | string | null }>(
      'SELECT id, payload FROM message WHERE tenant_id = ? AND wa_message_id = ? FOR UPDATE',
      [tenantId, waMessageId],
    );
    if (!target) continue;
    const [last] = await sql.query<{ emoji: string | null; name: string | null }>(
      `SELECT m.content_text AS emoji, u.name FROM ticket t JOIN message m ON m.tenant_id = t.tenant_id AND m.ticket_id = t.id
         LEFT JOIN user u ON u.tenant_id = m.tenant_id AND u.id = m.author_user_id
       WHERE t.tenant_id = ? AND t.contact_id = ? AND m.type = 'reaction' AND m.direction = 'out' AND m.status <> 'failed' AND m.reply_to_wa_message_id = ?
       ORDER BY m.id DESC LIMIT 1`,
      [tenantId, contactId, waMessageId],
    );
    const payload = parseJson<MessagePayload>(target.payload) ?? {};
    const before = payload.reactions ?? [];
    const ours = last?.emoji ? [{ emoji: last.emoji, from: 'us' as const, by: last.name }] : [];
    const reactions = [...before.filter((reaction) => reaction.from !== 'us'), ...ours];
    if (JSON.stringify(reactions) === JSON.stringify(before)) continue;
    await sql.execute('UPDATE message SET payload = ? WHERE tenant_id = ? AND id = ?', [JSON.stringify({ ...payload, reactions }), tenantId, target.id]);
    changed.push(target.id);
  }
  return itemDeltas(sql, tenantId, changed, now);
}
