/** SELECT … FROM of a MessageRow; add `WHERE m.tenant_id = ? AND …`. Aliases: m message, t its ticket, u its author, r the message it replies to, rt that one's ticket. */
export const selectMessages = `SELECT m.id, m.tenant_id, m.ticket_id, m.direction, m.wa_message_id, m.type, m.content_text, m.payload,
  m.reply_to_wa_message_id, m.author_user_id, u.name AS author_name, m.client_key, m.media_state, m.media_mime, m.media_bytes,
  m.media_filename, m.status, m.error_code, m.occurred_at, m.claimed_at, m.sent_at, m.delivered_at, m.read_at, m.edited_at, m.deleted_at,
  r.id AS reply_id, IF(r.deleted_at IS NULL, LEFT(r.content_text, 200), NULL) AS reply_text, r.direction AS reply_direction, r.type AS reply_type,
  t.fid, t.oid, r.ticket_id AS reply_ticket_id, rt.fid AS reply_fid, rt.oid AS reply_oid
  FROM message m
  JOIN ticket t ON t.tenant_id = m.tenant_id AND t.id = m.ticket_id
  LEFT JOIN user u ON u.tenant_id = m.tenant_id AND u.id = m.author_user_id
  LEFT JOIN message r ON r.tenant_id = m.tenant_id AND r.wa_message_id = m.reply_to_wa_message_id
  LEFT JOIN ticket rt ON rt.tenant_id = r.tenant_id AND rt.id = r.ticket_id`;
