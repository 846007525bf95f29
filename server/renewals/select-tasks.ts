/** SELECT … FROM of a TaskRecord; add `WHERE k.tenant_id = ? AND …`. Aliases: k task, r renewal, o outlet, c contact, u assignee. */
export const selectTasks = `SELECT k.id, k.renewal_id, k.kind, k.reason, k.title, CAST(k.due_on AS CHAR) AS due_on, k.assigned_user_id, u.name AS assignee_name, k.done_at,
    o.name AS outlet_name, r.oid, c.display_name AS contact_name, c.wa_phone_e164 AS contact_phone, c.email AS contact_email
  FROM renewal_task k
  JOIN renewal r ON r.tenant_id = k.tenant_id AND r.id = k.renewal_id
  JOIN outlet o ON o.tenant_id = r.tenant_id AND o.oid = r.oid
  LEFT JOIN contact c ON c.tenant_id = r.tenant_id AND c.id = r.contact_id
  LEFT JOIN user u ON u.tenant_id = k.tenant_id AND u.id = k.assigned_user_id`;
