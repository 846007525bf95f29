import { loadRecipients } from '../contacts/load-recipients.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import { decideRefreshColumns } from './decide-refresh.ts';
import { TAKEN_BACK } from './decide-reopening.ts';
import { decideLostAfter } from './decide-steps.ts';
import { zoneDayOf } from './decide-zone-time.ts';
import { loadOutletTerms } from './load-outlet-terms.ts';
import { planRenewals } from './plan-renewals.ts';
import type { RefreshFrame, RefreshReport } from './refresh-types.ts';

/** a date that lies less than so many days on is the same cycle, corrected: a person is told when it passes (reopen-renewals.ts) */
const SAME_CYCLE_DAYS = 20;

/**
 * The cycle of outlets that have none for the day they expire on (RENEW-01): one row each, however often and by how many processes this is
 * called. No row when the last cycle is open still (it moves instead), or was paid or cancelled for nearly the same day: then only the date
 * was corrected. What was over already when it is first seen is written down as it is, without news of it.
 */
export async function createRenewals(
  ctx: Ctx & { tx: Tx },
  oids: readonly string[],
  { settings, today, window }: Pick<RefreshFrame, 'settings' | 'today'> & { window: { from: string; to: string } },
): Promise<Partial<RefreshReport>> {
  const { tx, tenantId, now } = ctx;
  const terms = await loadOutletTerms(tx, tenantId, oids);
  const recipients = await loadRecipients(tx, tenantId, oids, now);
  const last = await loadLast(ctx, oids);
  const rows = [...terms.values()].flatMap((outlet) => {
    const dueOn = outlet.expiresOn;
    if (dueOn === null || dueOn < window.from || dueOn > window.to || outlet.status === 'closed' || outlet.isMissing) return [];
    if (!isNewCycle(dueOn, last.get(outlet.oid))) return [];
    const late = zoneDayOf(today) - zoneDayOf(dueOn);
    const columns = decideRefreshColumns(outlet, dueOn, recipients.get(outlet.oid)?.contactId ?? null, settings);
    const isFailed = late > settings.failedAfterDays;
    const isLost = late > decideLostAfter(settings);
    return [
      [
        tenantId,
        outlet.oid,
        columns.fid,
        columns.due_date,
        columns.cycle_start,
        columns.amount,
        columns.currency,
        columns.source,
        columns.contact_id,
        isFailed ? 'failed' : 'due',
        isFailed ? now : null,
        isLost ? 'lost' : null,
        isLost ? null : now,
        isLost ? 'finished' : null,
        now,
      ],
    ];
  });
  if (rows.length === 0) return {};
  await tx.execute(
    `INSERT INTO renewal (tenant_id, oid, fid, due_date, cycle_start, amount, currency, source, contact_id, status, failed_at, outcome, next_at, next_reason, created_at) VALUES ?
     ON DUPLICATE KEY UPDATE renewal.id = renewal.id`,
    [rows],
  );
  const ids = await tx.query<{ id: string }>(
    `SELECT r.id FROM renewal r JOIN outlet o ON o.tenant_id = r.tenant_id AND o.oid = r.oid AND o.expiry_date = r.due_date
     WHERE r.tenant_id = ? AND r.oid IN (?) AND r.status IN ('due', 'failed') AND r.outcome IS NULL ORDER BY r.id`,
    [tenantId, rows.map((row) => row[1] ?? '')],
  );
  const decisions = await planRenewals(
    ctx,
    ids.map(({ id }) => id),
  );
  return { created: rows.length, decisions };
}

interface LastCycle {
  dueOn: string;
  isOpen: boolean;
}

async function loadLast(ctx: Ctx & { tx: Tx }, oids: readonly string[]): Promise<Map<string, LastCycle>> {
  const rows = await ctx.tx.query<{ oid: string; due_on: string; open: string | number }>(
    `SELECT oid, CAST(MAX(due_date) AS CHAR) AS due_on, SUM(status IN ('due', 'failed') AND (outcome IS NULL OR outcome <> 'lost')) AS open
     FROM renewal WHERE tenant_id = ? AND oid IN (?) AND (reason IS NULL OR reason <> ?) GROUP BY oid`,
    [ctx.tenantId, oids, TAKEN_BACK],
  );
  return new Map(rows.map((row) => [row.oid, { dueOn: row.due_on, isOpen: Number(row.open) > 0 }]));
}

/** Whatever was paid: a day this much later is one that nobody has paid for, however short the piece of the cycle is. */
function isNewCycle(dueOn: string, last: LastCycle | undefined): boolean {
  if (!last) return true;
  return !last.isOpen && zoneDayOf(dueOn) - zoneDayOf(last.dueOn) >= SAME_CYCLE_DAYS;
}
