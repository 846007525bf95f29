import type { Sql } from '../platform/sql.ts';
import { recordDecisions, type DecisionEntry } from './record-decisions.ts';
import type { ReminderDecision } from './reminder-types.ts';

/**
 * Keeps what was decided (Explain), on the caller's connection: steps left out once each, the decision itself when verdict, step or reason
 * is another one than the last. Answers how many rows it wrote. The caller holds the renewals' locks.
 */
export async function keepDecisions(
  sql: Sql,
  tenantId: string,
  decided: readonly { renewalId: string; decision: ReminderDecision }[],
  now: Date,
): Promise<number> {
  if (decided.length === 0) return 0;
  const known = await loadKnown(
    sql,
    tenantId,
    decided.map(({ renewalId }) => renewalId),
  );
  const entries: DecisionEntry[] = [];
  for (const { renewalId, decision } of decided) {
    const seen = known.get(renewalId);
    const { verdict, reason, facts, skipped } = decision;
    for (const skip of skipped)
      if (!seen?.skipped.has(`${skip.step} ${skip.reason}`))
        entries.push({ renewalId, verdict: 'skip', step: skip.step, reason: skip.reason, until: null, facts: factsOfSkip(facts) });
    const step = decision.verdict === 'stop' ? null : decision.step;
    if (seen?.last === keyOf(verdict, step, reason)) continue;
    entries.push({ renewalId, verdict, step, reason, until: decision.verdict === 'wait' ? decision.until : null, facts });
  }
  await recordDecisions(sql, tenantId, entries, now);
  return entries.length;
}

const SKIP_FACTS = ['localDay', 'dueOn', 'daysLeft', 'outstanding', 'mostOutstanding', 'sentInCycle', 'mostPerCycle'];

/** A step is left out for its day or for the caps: the rest would be kept for nothing. */
function factsOfSkip(facts: DecisionEntry['facts']): DecisionEntry['facts'] {
  return Object.fromEntries(SKIP_FACTS.flatMap((name) => (facts[name] === undefined ? [] : [[name, facts[name]]])));
}

interface Known {
  last: string | null;
  skipped: Set<string>;
}

async function loadKnown(sql: Sql, tenantId: string, renewalIds: readonly string[]): Promise<Map<string, Known>> {
  const rows = await sql.query<{ renewal_id: string; verdict: string; step: string | null; reason: string }>(
    `SELECT d.renewal_id, d.verdict, d.step, d.reason FROM renewal_decision d JOIN renewal r ON r.tenant_id = d.tenant_id AND r.id = d.renewal_id
     WHERE d.tenant_id = ? AND d.renewal_id IN (?) AND (r.round_started_at IS NULL OR d.created_at >= r.round_started_at) ORDER BY d.renewal_id, d.id`,
    [tenantId, renewalIds],
  );
  const known = new Map<string, Known>();
  for (const row of rows) {
    const one = known.get(row.renewal_id) ?? { last: null, skipped: new Set() };
    if (row.verdict === 'skip') one.skipped.add(`${row.step} ${row.reason}`);
    else one.last = keyOf(row.verdict, row.step, row.reason);
    known.set(row.renewal_id, one);
  }
  return known;
}

function keyOf(verdict: string, step: string | null, reason: string): string {
  return `${verdict} ${step ?? ''} ${reason}`;
}
