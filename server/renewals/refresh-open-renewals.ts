import { loadRecipients } from '../contacts/load-recipients.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { companyToday } from './company-today.ts';
import { decideRefresh, type OpenRenewal, type RefreshedColumns } from './decide-refresh.ts';
import { loadOutletTerms } from './load-outlet-terms.ts';
import { planRenewals } from './plan-renewals.ts';
import { publishRenewals } from './publish-renewals.ts';
import type { RefreshFrame, RefreshReport } from './refresh-types.ts';
import { startRounds } from './start-rounds.ts';
import { settleRenewals, type SettlementRequest } from './settle-renewals.ts';

/** the nightly run is at two: what it finds was paid the day before */
const NIGHT_MS = 3 * 3_600_000;

interface Change {
  row: OpenRenewal;
  columns: RefreshedColumns;
  isNewRound: boolean;
}

/** One page of open renewals follows its outlets, and what is still open is decided anew. The rows are locked first, in the order of their ids. */
export async function refreshOpenRenewals(ctx: Ctx & { tx: Tx }, ids: readonly string[], frame: RefreshFrame): Promise<Partial<RefreshReport>> {
  const { tx, tenantId } = ctx;
  const rows = await tx.query<OpenRenewal>(
    `SELECT id, oid, fid, CAST(due_date AS CHAR) AS due_date, CAST(cycle_start AS CHAR) AS cycle_start, amount, currency, source, contact_id, status, outcome
     FROM renewal FORCE INDEX (PRIMARY) WHERE tenant_id = ? AND id IN (?) AND status IN ('due', 'failed') ORDER BY id FOR UPDATE`,
    [tenantId, ids],
  );
  if (rows.length === 0) return {};
  const oids = [...new Set(rows.map(({ oid }) => oid))];
  const terms = await loadOutletTerms(tx, tenantId, oids);
  const recipients = await loadRecipients(tx, tenantId, oids, ctx.now);
  const taken = await loadTaken(ctx, rows, terms);
  const toldAt = frame.toldAt && frame.toldAt < ctx.now ? frame.toldAt : ctx.now;
  const paidOn = companyToday(new Date(toldAt.getTime() - NIGHT_MS));
  const requests: SettlementRequest[] = [];
  const changes: Change[] = [];
  for (const row of rows) {
    const outlet = terms.get(row.oid);
    if (!outlet) continue;
    const finding = decideRefresh(row, outlet, recipients.get(row.oid)?.contactId ?? null, frame.settings, {
      today: frame.today,
      runId: frame.runId,
      paidOn,
      toldAt: frame.toldAt,
      isTaken: (dueOn) => taken.has(`${row.oid} ${dueOn}`),
    });
    if (Object.keys(finding.columns).length > 0) changes.push({ row, columns: finding.columns, isNewRound: finding.isNewRound === true });
    if (finding.columns.due_date !== undefined) taken.add(`${row.oid} ${finding.columns.due_date}`);
    if (finding.settlement) requests.push({ renewalId: row.id, settlement: finding.settlement });
  }
  await save(ctx, changes);
  await startRounds(
    ctx,
    changes.filter(({ isNewRound }) => isNewRound).map(({ row, columns }) => ({ renewalId: row.id, from: row.due_date, to: columns.due_date ?? row.due_date })),
  );
  const { settled } = await settleRenewals(ctx, requests);
  const ended = new Set(settled.filter(({ status, outcome }) => status === 'paid' || status === 'cancelled' || outcome === 'lost').map(({ id }) => id));
  const revived = new Set(changes.filter(({ columns }) => columns.outcome === null).map(({ row }) => row.id));
  const open = rows.filter((row) => !ended.has(row.id) && (row.outcome !== 'lost' || revived.has(row.id))).map(({ id }) => id);
  const decisions = await planRenewals(ctx, open);
  const moved = changes.filter(({ columns }) => columns.due_date !== undefined).length;
  const count = (kind: string): number => requests.filter(({ settlement }) => settlement.kind === kind).length;
  const counts = { paid: count('paid'), cancelled: count('cancelled'), failed: count('failed'), lost: count('lost') };
  return { ...counts, moved, changed: changes.length - moved, decisions };
}

/** Days on which an outlet that moved has another cycle already. */
async function loadTaken(ctx: Ctx & { tx: Tx }, rows: readonly OpenRenewal[], terms: Awaited<ReturnType<typeof loadOutletTerms>>): Promise<Set<string>> {
  const oids = rows.filter((row) => terms.get(row.oid)?.expiresOn !== row.due_date).map(({ oid }) => oid);
  if (oids.length === 0) return new Set();
  const known = await ctx.tx.query<{ oid: string; due_date: string }>(
    'SELECT oid, CAST(due_date AS CHAR) AS due_date FROM renewal WHERE tenant_id = ? AND oid IN (?)',
    [ctx.tenantId, oids],
  );
  return new Set(known.map((row) => `${row.oid} ${row.due_date}`));
}

async function save(ctx: Ctx & { tx: Tx }, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  await ctx.tx.execute(
    `UPDATE renewal r JOIN JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$.id', dd DATE PATH '$.due_date', cs DATE PATH '$.cycle_start', am DECIMAL(12,2) PATH '$.amount',
       cu CHAR(3) PATH '$.currency', so VARCHAR(16) PATH '$.source', fi BIGINT PATH '$.fid', co BIGINT PATH '$.contact_id', st VARCHAR(16) PATH '$.status', oc VARCHAR(16) PATH '$.outcome')) d ON r.tenant_id = ? AND r.id = d.id
     SET r.due_date = d.dd, r.cycle_start = d.cs, r.amount = d.am, r.currency = d.cu, r.source = d.so, r.fid = d.fi, r.contact_id = d.co, r.status = d.st, r.outcome = d.oc,
       r.failed_at = IF(d.st = 'due', NULL, r.failed_at), r.revision = r.revision + 1`,
    [JSON.stringify(changes.map(({ row, columns }) => ({ ...row, ...columns }))), ctx.tenantId],
  );
  const said = changes.filter(({ columns }) => columns.due_date !== undefined || columns.amount !== undefined || columns.currency !== undefined);
  await recordAudit(
    ctx.tx,
    said.map(({ row, columns }) => {
      const names = Object.keys(columns) as (keyof RefreshedColumns)[];
      return {
        tenantId: ctx.tenantId,
        actor: ctx.actor,
        entityType: 'renewal' as const,
        entityId: row.id,
        action: columns.due_date === undefined ? 'repriced' : 'due_moved',
        before: Object.fromEntries(names.map((name) => [name, row[name]])),
        after: { ...columns },
        requestId: ctx.requestId,
        at: ctx.now,
      };
    }),
  );
  const ids = changes.map(({ row }) => row.id);
  ctx.tx.afterCommit(() => publishRenewals(ctx, ids));
}
