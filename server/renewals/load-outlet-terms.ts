import type { Sql } from '../platform/sql.ts';
import type { OutletTerms } from './refresh-types.ts';

interface Row {
  oid: string;
  fid: string;
  status: OutletTerms['status'];
  expires_on: string | null;
  missing_since: Date | null;
  amount: string | null;
  currency: string | null;
  cycle_months: number | null;
  payment_url: string | null;
  has_billing: number | string | null;
  staff_amount: string | null;
  staff_currency: string | null;
  staff_months: number | null;
  staff_url: string | null;
}

/** Expiry, state and price of these outlets, by oid, in one statement. */
export async function loadOutletTerms(sql: Sql, tenantId: string, oids: readonly string[]): Promise<Map<string, OutletTerms>> {
  if (oids.length === 0) return new Map();
  const rows = await sql.query<Row>(
    `SELECT o.oid, o.fid, o.status, CAST(o.expiry_date AS CHAR) AS expires_on, o.missing_since, o.amount, o.currency, o.cycle_months, o.payment_url,
       b.oid IS NOT NULL AS has_billing, b.amount AS staff_amount, b.currency AS staff_currency, b.cycle_months AS staff_months, b.payment_url AS staff_url
     FROM outlet o LEFT JOIN outlet_billing b ON b.tenant_id = o.tenant_id AND b.oid = o.oid WHERE o.tenant_id = ? AND o.oid IN (?)`,
    [tenantId, oids],
  );
  return new Map(
    rows.map((row) => [
      row.oid,
      {
        oid: row.oid,
        fid: row.fid,
        status: row.status,
        expiresOn: row.expires_on,
        isMissing: row.missing_since !== null,
        pos: { amount: row.amount, currency: row.currency, cycleMonths: row.cycle_months, paymentUrl: row.payment_url },
        staff:
          Number(row.has_billing) === 1
            ? { amount: row.staff_amount, currency: row.staff_currency, cycleMonths: row.staff_months, paymentUrl: row.staff_url }
            : null,
      },
    ]),
  );
}
