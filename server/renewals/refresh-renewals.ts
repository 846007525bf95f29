import { clock } from '../platform/clock.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { companyToday } from './company-today.ts';
import { createRenewals } from './create-renewals.ts';
import { decideLostAfter } from './decide-steps.ts';
import { moveDay } from './move-day.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';
import { refreshOpenRenewals } from './refresh-open-renewals.ts';
import { reopenRenewals } from './reopen-renewals.ts';
import type { RefreshReport } from './refresh-types.ts';

/** Rows in one transaction: enough to share its statements, few enough that a sender waits half a second at most. */
const AT_ONCE = 250;
/** an outlet that expired longer ago is not taken up any more */
const LEAST_LOOKBACK_DAYS = 95;
/** what was due longer ago stays as it was settled, whatever the POS says */
const DOUBTED_DAYS = 400;

/**
 * The refresh of renewals (RENEW-01, RENEW-02, X-20): what is open follows the outlets (paid, moved, closed, failed, given up, price and
 * recipient), what we had concluded and the POS takes back is open again, outlets that expire soon or did so lately get their cycle, and everything open is decided anew. After each load of the POS's
 * lists (`runId`), and nightly. Safe to repeat, to crash and to run twice at once: pages of a few hundred, each a transaction of its own,
 * every row locked before it is judged. `oids`: only these outlets.
 */
export async function refreshRenewals(ctx: Ctx, cause: { runId: string | null; oids?: readonly string[] }): Promise<RefreshReport> {
  const settings = await readRenewalSettings(ctx.tenantId, ctx.log);
  const today = companyToday(ctx.now);
  const window = {
    from: moveDay(today, -Math.max(LEAST_LOOKBACK_DAYS, decideLostAfter(settings))),
    to: moveDay(today, settings.horizonDays),
  };
  const report: RefreshReport = { created: 0, reopened: 0, paid: 0, moved: 0, cancelled: 0, failed: 0, lost: 0, changed: 0, decisions: 0 };
  const add = (part: Partial<RefreshReport>): void => {
    for (const [name, count] of Object.entries(part) as [keyof RefreshReport, number][]) report[name] += count;
  };
  if (cause.runId !== null) await followOutlets(ctx.tenantId, cause.runId);
  const frame = { settings, today, runId: cause.runId, toldAt: cause.runId === null ? null : await readToldAt(ctx.tenantId, cause.runId) };
  for (let after = '0'; ; ) {
    const doubted = await findDoubted(ctx.tenantId, moveDay(today, -DOUBTED_DAYS), after, cause.oids);
    if (doubted.length > 0) add(await inTransaction(ctx, ({ tx }) => reopenRenewals({ ...ctx, tx }, doubted, frame)));
    const last = doubted.at(-1);
    if (doubted.length < AT_ONCE || last === undefined) break;
    after = last;
  }
  for (let after = '0'; ; ) {
    const ids = await findOpen(ctx.tenantId, after, cause.oids);
    if (ids.length > 0) add(await inTransaction(ctx, ({ tx }) => refreshOpenRenewals({ ...ctx, tx }, ids, frame)));
    const last = ids.at(-1);
    if (ids.length < AT_ONCE || last === undefined) break;
    after = last;
  }
  for (let after = { dueOn: window.from, oid: '0' }; ; ) {
    const page = await findUncovered(ctx.tenantId, window, after, cause.oids);
    if (page.length > 0) {
      const oids = page.map(({ oid }) => oid);
      add(await inTransaction(ctx, ({ tx }) => createRenewals({ ...ctx, tx }, oids, { settings, today, window })));
    }
    const last = page.at(-1);
    if (page.length < AT_ONCE || last === undefined) return report;
    after = last;
  }
}

/** When the load began to be read: what was sent to a merchant later did not bring a payment it tells of. */
async function readToldAt(tenantId: string, runId: string): Promise<Date | null> {
  const [run] = await database().query<{ started_at: Date }>('SELECT started_at FROM pos_sync_run WHERE tenant_id = ? AND id = ?', [tenantId, runId]);
  return run ? new Date(run.started_at.getTime() + clock.now().getTime() - Date.now()) : null;
}

/** Cycles that are over go with their outlet to another franchise, as its tickets do: who may see the outlet sees what it paid. */
async function followOutlets(tenantId: string, runId: string): Promise<void> {
  for (let after = '0'; ; ) {
    const moved = await database().query<{ id: string; oid: string }>(
      "SELECT id, entity_key AS oid FROM pos_sync_change WHERE tenant_id = ? AND run_id = ? AND kind = 'reparented' AND entity = 'outlet' AND id > ? ORDER BY id LIMIT ?",
      [tenantId, runId, after, AT_ONCE],
    );
    if (moved.length > 0)
      await database().execute(
        `UPDATE renewal r JOIN outlet o ON o.tenant_id = r.tenant_id AND o.oid = r.oid SET r.fid = o.fid, r.revision = r.revision + 1
         WHERE r.tenant_id = ? AND r.oid IN (?) AND r.fid <> o.fid AND r.status IN ('paid', 'cancelled')`,
        [tenantId, moved.map(({ oid }) => oid)],
      );
    after = moved.at(-1)?.id ?? after;
    if (moved.length < AT_ONCE) return;
  }
}

async function findOpen(tenantId: string, after: string, oids: readonly string[] | undefined): Promise<string[]> {
  const rows = await database().query<{ id: string }>(
    `SELECT id FROM renewal WHERE tenant_id = ? AND id > ? AND status IN ('due', 'failed') ${oids ? 'AND oid IN (?)' : ''} ORDER BY id LIMIT ?`,
    [tenantId, after, ...(oids ? [oids.length === 0 ? ['0'] : oids] : []), AT_ONCE],
  );
  return rows.map(({ id }) => id);
}

/** Outlets whose expiry does not bear out that a cycle is paid, or that are there again although a cycle ended because they were not. */
async function findDoubted(tenantId: string, dueFrom: string, after: string, oids: readonly string[] | undefined): Promise<string[]> {
  const rows = await database().query<{ oid: string }>(
    `SELECT DISTINCT o.oid FROM renewal r JOIN outlet o ON o.tenant_id = r.tenant_id AND o.oid = r.oid
     WHERE r.tenant_id = ? AND r.due_date >= ? AND o.oid > ? AND o.status <> 'closed' AND o.missing_since IS NULL
       AND ((r.status = 'paid' AND o.expiry_date < DATE_ADD(r.due_date, INTERVAL 20 DAY))
         OR (r.status = 'cancelled' AND r.settled_by_user_id IS NULL AND r.reason IN ('outlet_closed', 'payment_taken_back') AND o.expiry_date IS NOT NULL))
       ${oids ? 'AND o.oid IN (?)' : ''}
     ORDER BY o.oid LIMIT ?`,
    [tenantId, dueFrom, after, ...(oids ? [oids.length === 0 ? ['0'] : oids] : []), AT_ONCE],
  );
  return rows.map(({ oid }) => oid);
}

/** Outlets in the window that have no row for the day they expire on. */
async function findUncovered(
  tenantId: string,
  window: { from: string; to: string },
  after: { dueOn: string; oid: string },
  oids: readonly string[] | undefined,
): Promise<{ dueOn: string; oid: string }[]> {
  return database().query<{ dueOn: string; oid: string }>(
    `SELECT CAST(o.expiry_date AS CHAR) AS dueOn, o.oid FROM outlet o
     LEFT JOIN renewal r ON r.tenant_id = o.tenant_id AND r.oid = o.oid AND r.due_date = o.expiry_date
     WHERE o.tenant_id = ? AND o.expiry_date >= ? AND o.expiry_date <= ? AND (o.expiry_date > ? OR o.oid > ?) AND o.status <> 'closed' AND o.missing_since IS NULL
       AND r.id IS NULL ${oids ? 'AND o.oid IN (?)' : ''}
     ORDER BY o.expiry_date, o.oid LIMIT ?`,
    [tenantId, after.dueOn, window.to, after.dueOn, after.oid, ...(oids ? [oids.length === 0 ? ['0'] : oids] : []), AT_ONCE],
  );
}
