/** SELECT … FROM of a RenewalRecord; add `WHERE r.tenant_id = ? AND …`. Aliases: r renewal, o outlet, f franchise, c contact, u owner. */
export const selectRenewals = `SELECT r.id, r.oid, r.fid, o.name AS outlet_name, f.name AS franchise_name, o.status AS outlet_status,
    r.contact_id, c.display_name AS contact_name, c.username AS contact_username, c.wa_phone_e164 AS contact_phone,
    r.owner_user_id, u.name AS owner_name, r.due_date, r.cycle_start, r.amount, r.currency, r.status, r.source, r.outcome, r.paid_on, r.evidence, r.reason,
    r.settled_at, s.name AS settled_by_name, r.answered_at, r.snoozed_until, r.next_at, r.next_step, r.next_reason, r.revision
  FROM renewal r
  JOIN outlet o ON o.tenant_id = r.tenant_id AND o.oid = r.oid
  JOIN franchise f ON f.tenant_id = r.tenant_id AND f.fid = r.fid
  LEFT JOIN contact c ON c.tenant_id = r.tenant_id AND c.id = r.contact_id
  LEFT JOIN user u ON u.tenant_id = r.tenant_id AND u.id = r.owner_user_id
  LEFT JOIN user s ON s.tenant_id = r.tenant_id AND s.id = r.settled_by_user_id`;
