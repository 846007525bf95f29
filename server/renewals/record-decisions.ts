import type { ReminderReason, ReminderVerdict } from '../../types/renewals.ts';
import type { Sql } from '../platform/sql.ts';

/** One entry of the log behind "Explain". */
export interface DecisionEntry {
  renewalId: string;
  verdict: ReminderVerdict;
  step: string | null;
  reason: ReminderReason;
  until: Date | null;
  facts: Record<string, string | number | boolean | null>;
}

/** Writes what was decided, and what was known then, in the transaction that acts on it; `at` is the calendar's time. */
export async function recordDecisions(sql: Sql, tenantId: string, entries: readonly DecisionEntry[], at: Date): Promise<void> {
  if (entries.length === 0) return;
  await sql.execute('INSERT INTO renewal_decision (tenant_id, renewal_id, verdict, step, reason, until_at, facts, created_at) VALUES ?', [
    entries.map((entry) => [tenantId, entry.renewalId, entry.verdict, entry.step, entry.reason, entry.until, JSON.stringify(entry.facts), at]),
  ]);
}
