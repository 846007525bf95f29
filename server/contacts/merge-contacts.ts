import { recordAudit } from '../platform/record-audit.ts';
import type { Sql } from '../platform/sql.ts';

/** Moves everything of one contact to another: the same person was known twice. The emptied contact stays and points at the other one. */
export async function mergeContacts(sql: Sql, input: { tenantId: string; fromId: string; intoId: string; at: Date }): Promise<void> {
  const { tenantId, fromId, intoId, at } = input;
  const both = [tenantId, fromId];
  await sql.query('SELECT id FROM contact WHERE tenant_id = ? AND id IN (?) ORDER BY id FOR UPDATE', [tenantId, [fromId, intoId]]);
  await sql.execute('UPDATE contact SET merged_into_id = ?, wa_phone_e164 = NULL WHERE tenant_id = ? AND id = ?', [intoId, ...both]);
  await sql.execute('UPDATE contact SET merged_into_id = ? WHERE tenant_id = ? AND merged_into_id = ?', [intoId, ...both]);
  await sql.execute('UPDATE contact_identity SET contact_id = ? WHERE tenant_id = ? AND contact_id = ?', [intoId, ...both]);
  await sql.execute('UPDATE contact_consent SET contact_id = ? WHERE tenant_id = ? AND contact_id = ?', [intoId, ...both]);
  await sql.execute(
    `UPDATE contact t JOIN contact f ON f.tenant_id = t.tenant_id AND f.id = ? SET t.opted_out_at = COALESCE(t.opted_out_at, f.opted_out_at), t.email = COALESCE(t.email, f.email)
     WHERE t.tenant_id = ? AND t.id = ?`,
    [fromId, tenantId, intoId],
  );
  // what was said of the same outlet twice: a colleague's word, even that it is wrong, stays before what the POS or the merchant said
  await sql.execute(
    `DELETE h FROM contact_outlet h JOIN contact_outlet f ON f.tenant_id = h.tenant_id AND f.oid = h.oid AND f.contact_id = ?
     WHERE h.tenant_id = ? AND h.contact_id = ? AND h.source <> 'agent' AND h.state = 'active' AND (f.state = 'rejected' OR f.source = 'agent')`,
    [fromId, tenantId, intoId],
  );
  await sql.execute(
    `INSERT INTO contact_outlet (tenant_id, contact_id, oid, is_primary, is_payer, source, confidence, state, is_listed, is_listed_first, confirmed_at, expires_at, actor_user_id, created_at)
     SELECT f.tenant_id, ?, f.oid, IF(EXISTS (SELECT 1 FROM contact_outlet p WHERE p.tenant_id = ? AND p.contact_id = ? AND p.is_primary = 1), 0, f.is_primary),
       f.is_payer, f.source, f.confidence, f.state, f.is_listed, f.is_listed_first, f.confirmed_at, f.expires_at, f.actor_user_id, f.created_at
     FROM contact_outlet f WHERE f.tenant_id = ? AND f.contact_id = ? AND NOT EXISTS (SELECT 1 FROM contact_outlet h WHERE h.tenant_id = f.tenant_id AND h.contact_id = ? AND h.oid = f.oid)`,
    [intoId, tenantId, intoId, ...both, intoId],
  );
  await sql.execute(
    `UPDATE contact_outlet h JOIN contact_outlet f ON f.tenant_id = h.tenant_id AND f.oid = h.oid AND f.contact_id = ?
     SET h.is_payer = GREATEST(h.is_payer, f.is_payer), h.is_listed = GREATEST(h.is_listed, f.is_listed), h.is_listed_first = GREATEST(h.is_listed_first, f.is_listed_first)
     WHERE h.tenant_id = ? AND h.contact_id = ?`,
    [fromId, tenantId, intoId],
  );
  await sql.execute('DELETE FROM contact_outlet WHERE tenant_id = ? AND contact_id = ?', both);
  const open = await sql.query<{ id: string }>('SELECT id FROM ticket WHERE tenant_id = ? AND contact_id IN (?) AND is_open = 1', [tenantId, [fromId, intoId]]);
  await sql.execute(
    'UPDATE message m JOIN ticket t ON t.tenant_id = m.tenant_id AND t.id = m.ticket_id SET m.contact_id = ? WHERE t.tenant_id = ? AND t.contact_id = ?',
    [intoId, ...both],
  );
  await sql.execute('UPDATE ticket SET contact_id = ? WHERE tenant_id = ? AND contact_id = ?', [intoId, ...both]);
  await sql.execute('UPDATE outbound SET contact_id = ? WHERE tenant_id = ? AND contact_id = ?', [intoId, ...both]);
  // what was sent counts for the one person they are: a budget of messages does not begin anew
  await sql.execute('UPDATE automatic_message SET contact_id = ? WHERE tenant_id = ? AND contact_id = ?', [intoId, ...both]);
  await sql.execute('UPDATE renewal_attempt SET contact_id = ? WHERE tenant_id = ? AND contact_id = ?', [intoId, ...both]);
  await sql.execute('UPDATE renewal SET contact_id = ? WHERE tenant_id = ? AND contact_id = ?', [intoId, ...both]);
  await mergeConversations(sql, input);
  await recordAudit(sql, [
    {
      tenantId,
      actor: { kind: 'system', name: 'whatsapp' },
      entityType: 'contact',
      entityId: intoId,
      action: 'contact_merged',
      after: { mergedId: fromId },
      at,
    },
    ...open.map(({ id }) => ({
      tenantId,
      actor: { kind: 'system' as const, name: 'whatsapp' },
      entityType: 'ticket' as const,
      entityId: id,
      action: 'contact_merged',
      after: { contactId: intoId, mergedId: fromId },
      at,
    })),
  ]);
}

/** Per number the later window and the ticket that is still open (else the newer one) stay. */
async function mergeConversations(sql: Sql, { tenantId, fromId, intoId }: { tenantId: string; fromId: string; intoId: string }): Promise<void> {
  await sql.execute(
    `UPDATE conversation t JOIN conversation f ON f.tenant_id = t.tenant_id AND f.number_id = t.number_id AND f.contact_id = ?
       LEFT JOIN ticket tt ON tt.tenant_id = t.tenant_id AND tt.id = t.current_ticket_id
       LEFT JOIN ticket ft ON ft.tenant_id = f.tenant_id AND ft.id = f.current_ticket_id
     SET t.current_ticket_id = CASE WHEN ft.id IS NULL THEN tt.id WHEN tt.id IS NULL THEN ft.id WHEN ft.is_open <> tt.is_open THEN IF(ft.is_open, ft.id, tt.id) WHEN ft.last_message_at > tt.last_message_at THEN ft.id ELSE tt.id END,
       t.last_inbound_at = GREATEST(COALESCE(t.last_inbound_at, f.last_inbound_at), COALESCE(f.last_inbound_at, t.last_inbound_at))
     WHERE t.tenant_id = ? AND t.contact_id = ?`,
    [fromId, tenantId, intoId],
  );
  await sql.execute(
    `INSERT INTO conversation (tenant_id, number_id, contact_id, current_ticket_id, last_inbound_at)
     SELECT f.tenant_id, f.number_id, ?, f.current_ticket_id, f.last_inbound_at FROM conversation f WHERE f.tenant_id = ? AND f.contact_id = ?
       AND NOT EXISTS (SELECT 1 FROM conversation h WHERE h.tenant_id = f.tenant_id AND h.number_id = f.number_id AND h.contact_id = ?)`,
    [intoId, tenantId, fromId, intoId],
  );
  await sql.execute('DELETE FROM conversation WHERE tenant_id = ? AND contact_id = ?', [tenantId, fromId]);
}
