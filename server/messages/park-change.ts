import type { Sql } from '../platform/sql.ts';
import type { MessageChange } from './message-change-types.ts';

/** A reaction, edit or deletion that came before the message it names waits beside the early statuses; of two of a kind the later one counts. */
export async function parkChange(sql: Sql, tenantId: string, { effect, text, at }: MessageChange): Promise<void> {
  await sql.execute(
    `INSERT INTO unmatched_status (tenant_id, wa_message_id, status, occurred_at, payload) VALUES (?)
     ON DUPLICATE KEY UPDATE payload = IF(VALUES(occurred_at) >= occurred_at, VALUES(payload), payload), occurred_at = GREATEST(occurred_at, VALUES(occurred_at))`,
    [[tenantId, effect.target, effect.kind, at, JSON.stringify({ text: effect.kind === 'edit' ? effect.text : text })]],
  );
}
