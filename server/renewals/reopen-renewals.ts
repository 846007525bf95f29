import type { Ctx, Tx } from '../platform/context.ts';
import { parseJson } from '../platform/parse-json.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { decideReopening, TAKEN_BACK, type KnownCycle } from './decide-reopening.ts';
import { loadOutletTerms } from './load-outlet-terms.ts';
import { publishRenewals } from './publish-renewals.ts';
import type { RefreshFrame, RefreshReport } from './refresh-types.ts';
import { settleRenewals } from './settle-renewals.ts';

/**
 * Settled cycles of these outlets that the POS does not bear out any more: what we concluded is taken back, what staff said is given to a
 * person as a task, once per date. What is open again is decided by the pass over open renewals that follows. Joins the transaction.
 */
export async function reopenRenewals(ctx: Ctx & { tx: Tx }, oids: readonly string[], frame: RefreshFrame): Promise<Partial<RefreshReport>> {
  const { tx, tenantId, now } = ctx;
  const { settings, today, runId } = frame;
  const ids = await tx.query<{ id: string }>('SELECT id FROM renewal WHERE tenant_id = ? AND oid IN (?)', [tenantId, oids]);
  const rows = await tx.query<Omit<KnownCycle, 'evidence'> & { oid: string; evidence: Record<string, unknown> | string | null }>(
    `SELECT id, oid, CAST(due_date AS CHAR) AS due_date, status, outcome, reason, settled_at, settled_by_user_id, evidence
     FROM renewal FORCE INDEX (PRIMARY) WHERE tenant_id = ? AND id IN (?) ORDER BY id FOR UPDATE`,
    [tenantId, ids.map(({ id }) => id)],
  );
  const cycles = new Map<string, KnownCycle[]>();
  for (const row of rows.toSorted((one, other) => one.due_date.localeCompare(other.due_date)))
    cycles.set(row.oid, [...(cycles.get(row.oid) ?? []), { ...row, evidence: parseJson(row.evidence) }]);
  // written before they were told apart from customers who were lost
  const old = rows.filter(({ status, outcome, reason }) => status === 'cancelled' && reason === TAKEN_BACK && outcome === 'lost').map(({ id }) => id);
  if (old.length > 0) await tx.execute('UPDATE renewal SET outcome = NULL, revision = revision + 1 WHERE tenant_id = ? AND id IN (?)', [tenantId, old]);
  const terms = await loadOutletTerms(tx, tenantId, oids);
  const found = [...terms.values()].map((outlet) => {
    const cycleMonths = outlet.staff?.cycleMonths ?? outlet.pos.cycleMonths ?? settings.cycleMonths;
    const known = cycles.get(outlet.oid) ?? [];
    return { outlet, ...decideReopening(outlet, known, { now, today, runId, cycleMonths, failedAfterDays: settings.failedAfterDays }) };
  });
  const { settled } = await settleRenewals(
    ctx,
    found.flatMap(({ reopen }) => reopen.map((renewalId) => ({ renewalId, settlement: { kind: 'reopened' as const } }))),
  );
  await settleRenewals(
    ctx,
    found.flatMap(({ outlet, cancel }) =>
      cancel.map((renewalId) => ({
        renewalId,
        settlement: { kind: 'cancelled' as const, reason: TAKEN_BACK, evidence: { kind: TAKEN_BACK, expiresOn: outlet.expiresOn, runId } },
      })),
    ),
  );
  for (const { outlet, tell } of found) for (const id of tell) await addTask(ctx, id, outlet.expiresOn ?? '', today);
  return { reopened: settled.length };
}

/** For whoever has the renewal: the POS says that it is not paid. */
async function addTask(ctx: Ctx & { tx: Tx }, id: string, expiresOn: string, today: string): Promise<void> {
  const { tx, tenantId, now } = ctx;
  const { affectedRows } = await tx.execute(
    `INSERT IGNORE INTO renewal_task (tenant_id, renewal_id, kind, reason, due_on, assigned_user_id, dedupe_key, created_at)
     SELECT r.tenant_id, r.id, 'follow_up', ?, ?, r.owner_user_id, ?, ? FROM renewal r WHERE r.tenant_id = ? AND r.id = ?`,
    [TAKEN_BACK, today, `pos ${expiresOn}`, now, tenantId, id],
  );
  if (affectedRows === 0) return;
  await tx.execute('UPDATE renewal SET revision = revision + 1 WHERE tenant_id = ? AND id = ?', [tenantId, id]);
  await recordAudit(tx, [
    {
      tenantId,
      actor: ctx.actor,
      entityType: 'renewal',
      entityId: id,
      action: 'task_added',
      after: { kind: 'follow_up', reason: TAKEN_BACK, expiresOn },
      requestId: ctx.requestId,
      at: now,
    },
  ]);
  tx.afterCommit(() => publishRenewals(ctx, [id]));
}
