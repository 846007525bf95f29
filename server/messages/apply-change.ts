import { parseJson } from '../platform/parse-json.ts';
import type { Sql } from '../platform/sql.ts';
import type { MessageChange } from './message-change-types.ts';
import type { MessagePayload } from './message-types.ts';

/** Applies a reaction, an edit or a deletion by the merchant. An older one never undoes a newer one (`nothing`), nor does an edit what was deleted. */
export async function applyChange(sql: Sql, tenantId: string, { effect, text, at }: MessageChange): Promise<{ id: string } | 'nothing' | 'unknown'> {
  const [target] = await sql.query<{ id: string; payload: MessagePayload | string | null; edited_at: Date | null; deleted_at: Date | null }>(
    'SELECT id, payload, edited_at, deleted_at FROM message WHERE tenant_id = ? AND wa_message_id = ? FOR UPDATE',
    [tenantId, effect.target],
  );
  if (!target) return 'unknown';
  if (effect.kind === 'reaction') {
    const payload = parseJson<MessagePayload>(target.payload) ?? {};
    if (payload.merchantReactedAt !== undefined && Date.parse(payload.merchantReactedAt) > at.getTime()) return 'nothing';
    const reactions = (payload.reactions ?? []).filter((reaction) => reaction.from !== 'merchant');
    if (text) reactions.push({ emoji: text, from: 'merchant', by: null });
    const next: MessagePayload = { ...payload, reactions, merchantReactedAt: at.toISOString() };
    await sql.execute('UPDATE message SET payload = ? WHERE tenant_id = ? AND id = ?', [JSON.stringify(next), tenantId, target.id]);
    return { id: target.id };
  }
  if (target.deleted_at) return 'nothing';
  if (effect.kind === 'revoke') {
    await sql.execute('UPDATE message SET deleted_at = ? WHERE tenant_id = ? AND id = ?', [at, tenantId, target.id]);
  } else {
    if (target.edited_at && target.edited_at > at) return 'nothing';
    await sql.execute('UPDATE message SET content_text = ?, edited_at = ? WHERE tenant_id = ? AND id = ?', [effect.text, at, tenantId, target.id]);
  }
  await sql.execute(
    'UPDATE ticket t JOIN message m ON m.tenant_id = t.tenant_id AND m.ticket_id = t.id SET t.preview_type = COALESCE(?, t.preview_type), t.preview_text = ?, t.revision = t.revision + 1 WHERE m.tenant_id = ? AND m.id = ? AND t.preview_message_id = m.id',
    [effect.kind === 'revoke' ? 'deleted' : null, effect.kind === 'edit' ? (effect.text?.slice(0, 200) ?? null) : null, tenantId, target.id],
  );
  return { id: target.id };
}
