import { announce } from '../platform/announce.ts';
import type { Ctx } from '../platform/context.ts';
import type { SqlValue } from '../platform/sql.ts';
import { findPosRun } from './find-pos-run.ts';
import { inPosRun, type PosRunClaim } from './in-pos-run.ts';
import { publishPosRun } from './publish-pos-run.ts';

/** Changes applied per transaction: short locks, and a stop waits for no more. */
const AT_ONCE = 2_000;

/**
 * Phase `applying`: what was found different, in steps, each with the place to go on from. Franchises first, because outlets point at them.
 * What vanished is marked, never removed (tickets and people's scopes point at it); what returned is no longer marked. At the end the news
 * `outlets.synced` goes out in the transaction that makes the load `done`. What it carries of contacts stays staged for who reads them.
 */
export async function applyPosRun(ctx: Ctx, claim: PosRunClaim): Promise<void> {
  const { tenantId } = ctx;
  const { runId } = claim;
  let after = /^change (\d+)$/.exec((await findPosRun(tenantId, runId)).page_cursor ?? '')?.[1] ?? '0';
  for (let isMore = true; isMore; ) {
    isMore = await inPosRun(ctx, claim, 'applying', async ({ tx }) => {
      const [row] = await tx.query<{ last: string | null; total: string }>(
        'SELECT MAX(id) AS last, COUNT(*) AS total FROM (SELECT id FROM pos_sync_change WHERE tenant_id = ? AND run_id = ? AND id > ? ORDER BY id LIMIT ?) part',
        [tenantId, runId, after, AT_ONCE],
      );
      if (!row?.last) return false;
      const part: SqlValue[] = [tenantId, runId, after, row.last];
      for (const statement of STATEMENTS) await tx.execute(statement, statement.startsWith('INSERT') ? part : [new Date(), ...part]);
      await tx.execute('UPDATE pos_sync_run SET page_cursor = ? WHERE tenant_id = ? AND id = ?', [`change ${row.last}`, tenantId, runId]);
      after = row.last;
      return Number(row.total) === AT_ONCE;
    });
  }
  await inPosRun(ctx, claim, 'applying', async ({ tx }) => {
    // a row came that could be used
    await tx.execute(
      `UPDATE outlet o JOIN pos_staged_outlet s ON s.tenant_id = o.tenant_id AND s.run_id = ? AND s.oid = o.oid SET o.told_expiry = NULL
       WHERE o.tenant_id = ? AND o.told_expiry IS NOT NULL`,
      [runId, tenantId],
    );
    await tx.execute('DELETE FROM pos_staged_franchise WHERE tenant_id = ? AND run_id = ?', [tenantId, runId]);
    await tx.execute('DELETE FROM pos_staged_outlet WHERE tenant_id = ? AND run_id = ? AND contacts IS NULL', [tenantId, runId]);
    await tx.execute("UPDATE pos_sync_run SET state = 'done', page_cursor = NULL, error = NULL, finished_at = ? WHERE tenant_id = ? AND id = ?", [
      ...[new Date(), tenantId, runId],
    ]);
    await announce(tx, [{ tenantId, type: 'outlets.synced', payload: { runId } }], new Date());
    tx.afterCommit(() => publishPosRun(ctx, runId, 'done'));
  });
}

/** Changes of this tenant and load after one id up to another. */
const changes = (entity: 'franchise' | 'outlet', kinds: string): string =>
  `c.tenant_id = ? AND c.run_id = ? AND c.id > ? AND c.id <= ? AND c.entity = '${entity}' AND c.kind ${kinds}`;

const STATEMENTS = [
  `INSERT INTO franchise (tenant_id, fid, name, status)
   SELECT s.tenant_id, s.fid, s.name, s.status FROM pos_sync_change c
   JOIN pos_staged_franchise s ON s.tenant_id = c.tenant_id AND s.run_id = c.run_id AND s.fid = c.entity_key
   WHERE ${changes('franchise', "<> 'vanished'")} ORDER BY s.fid
   ON DUPLICATE KEY UPDATE name = VALUES(name), status = VALUES(status), missing_since = NULL`,
  `INSERT INTO outlet (tenant_id, oid, fid, name, timezone, expiry_date, status, address, amount, currency, cycle_months, payment_url)
   SELECT s.tenant_id, s.oid, s.fid, s.name, s.timezone, s.expiry_date, s.status, s.address, s.amount, s.currency, s.cycle_months, s.payment_url
   FROM pos_sync_change c JOIN pos_staged_outlet s ON s.tenant_id = c.tenant_id AND s.run_id = c.run_id AND s.oid = c.entity_key
   WHERE ${changes('outlet', "<> 'vanished'")} ORDER BY s.oid
   ON DUPLICATE KEY UPDATE fid = VALUES(fid), name = VALUES(name), timezone = VALUES(timezone), expiry_date = VALUES(expiry_date), status = VALUES(status),
     address = VALUES(address), amount = COALESCE(VALUES(amount), outlet.amount), currency = COALESCE(VALUES(currency), outlet.currency),
     cycle_months = COALESCE(VALUES(cycle_months), outlet.cycle_months), payment_url = COALESCE(VALUES(payment_url), outlet.payment_url), missing_since = NULL`,
  `UPDATE franchise f JOIN pos_sync_change c ON c.tenant_id = f.tenant_id AND c.entity_key = f.fid SET f.missing_since = COALESCE(f.missing_since, ?)
   WHERE ${changes('franchise', "= 'vanished'")}`,
  `UPDATE outlet o JOIN pos_sync_change c ON c.tenant_id = o.tenant_id AND c.entity_key = o.oid SET o.missing_since = COALESCE(o.missing_since, ?)
   WHERE ${changes('outlet', "= 'vanished'")}`,
] as const;
