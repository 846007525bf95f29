import type { PlannedRenewal } from './renewal-types.ts';
import type { SeedValue } from './seed-sql.ts';
import type { Cast } from './write-cast.ts';

const instant = (at: number | null): Date | null => (at === null ? null : new Date(at));

/** A cycle as a row. What is open is looked at right away by whoever decides about reminders. */
export function renewalRow(renewal: PlannedRenewal, cast: Cast, { desk, now }: { desk: string; now: number }): Record<string, SeedValue> {
  const { outlet, dueOn, paidOn, prompts, calls } = renewal;
  const isLost = renewal.outcome === 'lost';
  const last = Math.max(0, ...prompts.map((prompt) => prompt.at), ...calls.map((call) => call.at));
  return {
    ...{ tenant_id: cast.tenantId, fid: outlet.fid, oid: outlet.oid, due_date: dueOn, cycle_start: renewal.cycleStart, amount: renewal.amount },
    ...{ currency: 'MYR', status: renewal.status, source: 'pos', outcome: renewal.outcome, paid_on: paidOn },
    contact_id: cast.contactIds.get(renewal.person?.id ?? '') ?? null,
    owner_user_id: renewal.isOwned ? desk : null,
    evidence:
      paidOn === null ? null : JSON.stringify({ kind: 'expiry_moved', from: dueOn, to: `${Number(dueOn.slice(0, 4)) + 1}${dueOn.slice(4)}`, runId: null }),
    settled_at: instant(renewal.settledAt),
    failed_at: instant(renewal.failedAt),
    answered_at: instant(renewal.answeredAt),
    last_attempt_at: last === 0 ? null : instant(last),
    next_at: renewal.isOpen && !isLost ? instant(now) : null,
    next_reason: renewal.isOpen && !isLost ? null : paidOn === null ? 'finished' : 'paid',
    created_at: new Date(Math.min(now, Date.parse(`${dueOn}T00:00:00Z`) - 60 * 86_400_000)),
  };
}
