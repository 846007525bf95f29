const columns = `t.id, t.subject, t.status, t.priority, t.category_id, g.name AS category_name, g.is_lead, t.assigned_user_id, u.name AS assignee_name,
  t.contact_id, c.display_name AS contact_name, c.username AS contact_username, c.wa_phone_e164 AS contact_phone, t.number_id, t.fid, t.oid,
  o.name AS outlet_name, f.name AS franchise_name, t.link_state, t.preview_type, t.preview_text, t.preview_direction, t.preview_status,
  t.unread_count, t.awaiting_since, t.first_inbound_at, t.first_response_at, v.last_inbound_at, t.former_ticket_id, t.reopen_count, t.resolved_at, t.closed_at,
  t.last_message_at, t.created_at, t.updated_at, t.revision`;

const joins = `JOIN contact c ON c.tenant_id = t.tenant_id AND c.id = t.contact_id
  LEFT JOIN conversation v ON v.tenant_id = t.tenant_id AND v.number_id = t.number_id AND v.contact_id = t.contact_id
  LEFT JOIN outlet o ON o.tenant_id = t.tenant_id AND o.oid = t.oid
  LEFT JOIN franchise f ON f.tenant_id = t.tenant_id AND f.fid = t.fid
  LEFT JOIN user u ON u.tenant_id = t.tenant_id AND u.id = t.assigned_user_id
  LEFT JOIN category g ON g.tenant_id = t.tenant_id AND g.id = t.category_id`;

/** SELECT … FROM of a TicketRecord; add `WHERE t.tenant_id = ? AND …`. Aliases: t ticket, c contact, v conversation, o outlet, f franchise, u assignee, g category. */
export const selectTickets = `SELECT ${columns} FROM ticket t ${joins}`;
