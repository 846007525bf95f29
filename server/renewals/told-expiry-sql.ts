/** The latest end of an outlet `o` the POS told and nobody could take over yet: of a row that cannot be used, or of a load that waits. Null: none. */
export const toldExpirySql = `CAST(NULLIF(GREATEST(COALESCE(o.told_expiry, '1000-01-01'), COALESCE((SELECT MAX(s.expiry_date) FROM pos_sync_run w JOIN pos_staged_outlet s ON s.tenant_id = w.tenant_id AND s.run_id = w.id
  WHERE w.tenant_id = o.tenant_id AND w.state IN ('comparing', 'held', 'applying') AND s.oid = o.oid), '1000-01-01')), '1000-01-01') AS CHAR)`;
