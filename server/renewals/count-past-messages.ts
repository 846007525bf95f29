import type { Sql } from '../platform/sql.ts';
import { companyToday } from './company-today.ts';

/** What was really written about the cycles due in those days: messages by the company's day, a digest is one; what never went out, and calls, are left aside. */
export async function countPastMessages(sql: Sql, tenantId: string, past: { dueFrom: string; dueTo: string }): Promise<Map<string, number>> {
  const rows = await sql.query<{ at: Date }>(
    `SELECT MIN(a.created_at) AS at FROM renewal r JOIN renewal_attempt a ON a.tenant_id = r.tenant_id AND a.renewal_id = r.id
     WHERE r.tenant_id = ? AND r.due_date >= ? AND r.due_date <= ? AND (r.status <> 'cancelled' OR r.outcome IS NOT NULL) AND a.channel <> 'call' AND a.result NOT IN ('failed', 'bounced', 'withdrawn')
     GROUP BY COALESCE(a.message_id, -a.id)`,
    [tenantId, past.dueFrom, past.dueTo],
  );
  const days = new Map<string, number>();
  for (const { at } of rows) {
    const on = companyToday(at);
    days.set(on, (days.get(on) ?? 0) + 1);
  }
  return days;
}
