import type { SqlCondition } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';
import type { RenewalGroup } from './overview-types.ts';

type Row = Omit<RenewalGroup, 'n' | 'amount'> & { n: string; amount: string };
/** the day of groups whose day does not matter any more: before every other */
const LONG_AGO = '1970-01-01';

/** How the database finds what a condition is about: by its owner, by the condition itself, or, when it narrows little, in an index made for counting. */
export type OverviewPath = 'owner' | 'condition' | 'count';

/** Told, because the database takes an index by its first column, and then looks at every row. */
const INDEXES: Readonly<Record<OverviewPath, Record<'days' | 'outcome' | 'status', string>>> = {
  owner: { days: ' FORCE INDEX (idx_renewal_owner)', outcome: ' FORCE INDEX (idx_renewal_owner)', status: ' FORCE INDEX (idx_renewal_owner)' },
  condition: { days: '', outcome: '', status: '' },
  count: { days: ' FORCE INDEX (idx_renewal_sums)', outcome: ' FORCE INDEX (idx_renewal_outcome)', status: ' FORCE INDEX (idx_renewal_status)' },
};

/**
 * Renewals of a condition (on `r`), counted in groups: by due date between the two days, and of those due before or after
 * only what a tab shows all the same, recovered or lost, without their days. Each statement reads an index alone when nothing narrows it.
 */
export async function loadRenewalGroups(
  tenantId: string,
  { condition, follow }: { condition: SqlCondition; follow: OverviewPath },
  { from, to }: { from: string; to: string },
): Promise<RenewalGroup[]> {
  const indexes = INDEXES[follow];
  const former = (columns: string, { sql, params }: SqlCondition, by: 'outcome' | 'status'): Promise<Row[]> =>
    database().query<Row>(
      `SELECT ? AS due_date, ${columns}, r.currency, 'no' AS paid, COUNT(*) AS n, SUM(r.amount) AS amount
       FROM renewal r${indexes[by]} WHERE r.tenant_id = ? AND ${sql} AND ${condition.sql} GROUP BY r.${by}, r.currency`,
      [LONG_AGO, tenantId, ...params, ...condition.params],
    );
  const parts = await Promise.all([
    database().query<Row>(
      `SELECT r.due_date, r.status, r.outcome, r.currency,
         CASE WHEN r.status <> 'paid' OR r.paid_on IS NULL THEN 'no' WHEN r.paid_on <= r.due_date THEN 'early'
              WHEN r.paid_on <= r.due_date + INTERVAL 7 DAY THEN 'in_time' ELSE 'late' END AS paid,
         COUNT(*) AS n, SUM(r.amount) AS amount
       FROM renewal r${indexes.days} WHERE r.tenant_id = ? AND r.status IN ('due', 'paid', 'failed', 'cancelled') AND r.due_date >= ? AND r.due_date <= ? AND ${condition.sql}
       GROUP BY r.due_date, r.status, r.outcome, r.currency, paid`,
      [tenantId, from, to, ...condition.params],
    ),
    former(
      "'paid' AS status, r.outcome",
      {
        sql: `${follow === 'owner' ? "r.status = 'paid' AND " : ''}r.outcome IN ('recovered', 'winback') AND (r.due_date < ? OR r.due_date > ?)`,
        params: [from, to],
      },
      'outcome',
    ),
    former(
      "r.status, IF(r.status = 'cancelled', 'lost', NULL) AS outcome",
      {
        sql: "((r.status IN ('due', 'failed') AND r.due_date < ?) OR (r.status = 'cancelled' AND r.outcome = 'lost' AND (r.due_date < ? OR r.due_date > ?)))",
        params: [from, from, to],
      },
      'status',
    ),
  ]);
  return parts.flat().map((row) => ({ ...row, n: Number(row.n), amount: Number(row.amount) }));
}
