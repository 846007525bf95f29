import type { ReminderReason } from '../../types/renewals.ts';
import type { Sql, SqlValue } from '../platform/sql.ts';

/** Which open renewals; nothing given: all of them. */
export interface WakeFilter {
  ids?: readonly string[];
  oids?: readonly string[];
  contactIds?: readonly string[];
  /** those that wait or stopped for this reason: `template` after an approval, `number_stopped` after a resume */
  reason?: ReminderReason;
}

/** Something changed that decisions depend on: these open renewals are decided again by the scheduler's next round. Never moves a look further away. Answers how many. */
export async function wakeRenewals(sql: Sql, tenantId: string, filter: WakeFilter, now: Date): Promise<number> {
  const conditions: string[] = [];
  const params: SqlValue[] = [];
  const lists: [string, readonly string[] | undefined][] = [
    ['id', filter.ids],
    ['oid', filter.oids],
    ['contact_id', filter.contactIds],
  ];
  for (const [column, ids] of lists) {
    if (!ids) continue;
    if (ids.length === 0) return 0;
    conditions.push(`AND ${column} IN (?)`);
    params.push(ids);
  }
  if (filter.reason) {
    conditions.push('AND next_reason = ?');
    params.push(filter.reason);
  }
  const { affectedRows } = await sql.execute(
    `UPDATE renewal SET next_at = ? WHERE tenant_id = ? AND status IN ('due', 'failed') AND (outcome IS NULL OR outcome <> 'lost')
       AND (next_at IS NULL OR next_at > ?) ${conditions.join(' ')}`,
    [now, tenantId, now, ...params],
  );
  return affectedRows;
}
