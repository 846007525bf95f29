/** SELECT … FROM of an OutletRow; add `WHERE o.tenant_id = ? AND …`. Aliases: o outlet, f franchise. */
export const selectOutlets = `SELECT o.oid, o.fid, o.name, f.name AS franchise_name, o.status, o.timezone, o.expiry_date, o.address
  FROM outlet o JOIN franchise f ON f.tenant_id = o.tenant_id AND f.fid = o.fid`;
