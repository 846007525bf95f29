import type { Sql } from '../platform/sql.ts';

/** Until when an outlet is paid by a row of the POS that cannot be used; day as `YYYY-MM-DD`. */
export interface ToldExpiry {
  oid: string;
  expiryDate: string;
}

/**
 * Remembers of outlets whose rows were kept aside that the POS says a later end than we hold (`outlet.told_expiry`): their reminders wait
 * until a row comes that can be used. An end that is not later takes the remembered one back.
 */
export async function keepToldExpiries(sql: Sql, tenantId: string, told: readonly ToldExpiry[]): Promise<void> {
  if (told.length === 0) return;
  await sql.execute(
    `UPDATE outlet o JOIN JSON_TABLE(?, '$[*]' COLUMNS (oid BIGINT PATH '$.oid', day DATE PATH '$.expiryDate')) d ON o.tenant_id = ? AND o.oid = d.oid
     SET o.told_expiry = IF(d.day > o.expiry_date, d.day, NULL)`,
    [JSON.stringify(told), tenantId],
  );
}
