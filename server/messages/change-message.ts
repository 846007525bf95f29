import { parseJson } from '../platform/parse-json.ts';
import type { Sql } from '../platform/sql.ts';
import type { InboundMessage } from './inbound-message-types.ts';
import type { MessagePayload } from './message-types.ts';

/**
 * Applies a reaction, an edit or a deletion by the merchant to the message it names. An older edit never overwrites a newer one.
 * Returns the id of the changed message, null when it is unknown or nothing changed.
 */
export async function changeMessage(sql: Sql, tenantId: string, message: InboundMessage): Promise<string | null> {
  const { effect } = message;
  if (effect.kind !== 'reaction' && effect.kind !== 'edit' && effect.kind !== 'revoke') return null;
  const [target] = await sql.query<{ id: string; payload: MessagePayload | string | null; edited_at: Date | null; deleted_at: Date | null }>(
    'SELECT id, payload, edited_at, deleted_at FROM message WHERE tenant_id = ? AND wa_message_id = ? FOR UPDATE',
    [tenantId, effect.target],
  );
  if (!target) return null;
  if (effect.kind === 'reaction') {
    const payload = parseJson<MessagePayload>(target.payload) ?? {};
    const reactions = (payload.reactions ?? []).filter((reaction) => reaction.from !== 'merchant');
    if (message.text) reactions.push({ emoji: message.text, from: 'merchant', by: null });
    await sql.execute('UPDATE message SET payload = ? WHERE tenant_id = ? AND id = ?', [JSON.stringify({ ...payload, reactions }), tenantId, target.id]);
    return target.id;
  }
  if (target.deleted_at) return null;
  if (effect.kind === 'revoke') {
    await sql.execute('UPDATE message SET deleted_at = ? WHERE tenant_id = ? AND id = ?', [message.at, tenantId, target.id]);
  } else {
    if (target.edited_at && target.edited_at > message.at) return null;
    await sql.execute('UPDATE message SET content_text = ?, edited_at = ? WHERE tenant_id = ? AND id = ?', [effect.text, message.at, tenantId, target.id]);
  }
  await sql.execute(
    'UPDATE ticket t JOIN message m ON m.tenant_id = t.tenant_id AND m.ticket_id = t.id SET t.preview_text = ? WHERE m.tenant_id = ? AND m.id = ? AND t.preview_message_id = m.id',
    [effect.kind === 'edit' ? (effect.text?.slice(0, 200) ?? null) : null, tenantId, target.id],
  );
  return target.id;
}
