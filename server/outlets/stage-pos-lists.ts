import { AppError } from '../platform/app-error.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import type { SqlValue } from '../platform/sql.ts';
import { decidePosRow, type PosRowVerdict } from './decide-pos-row.ts';
import { findPosRun } from './find-pos-run.ts';
import { inPosRun, type PosRunClaim } from './in-pos-run.ts';
import { keepPosRejects } from './keep-pos-rejects.ts';
import { keepToldExpiries } from './keep-told-expiries.ts';
import { PosCircle, type StagedPart } from './pos-circle.ts';
import { pos, type Pos, type PosPlace } from './pos.ts';
import type { PosFranchiseRow, PosOutletRow, PosReject } from './pos-row-types.ts';

const LISTS = ['franchises', 'outlets'] as const;
type List = (typeof LISTS)[number];

/** One list of the POS: how its rows are judged and kept. */
interface Desk<T> {
  entity: 'franchise' | 'outlet';
  table: string;
  key: string;
  columns: string;
  counter: string;
  judge(given: unknown): PosRowVerdict<T>;
  keyOf(row: T): string;
  values(row: T): SqlValue[];
  contacts(row: T): number;
}

const franchises: Desk<PosFranchiseRow> = {
  ...{ entity: 'franchise', table: 'pos_staged_franchise', key: 'fid', columns: 'fid, name, status', counter: 'listed_franchises' },
  judge: decidePosRow.franchise,
  keyOf: ({ fid }) => fid,
  values: ({ fid, name, status }) => [fid, name, status],
  contacts: () => 0,
};
const outlets: Desk<PosOutletRow> = {
  ...{ entity: 'outlet', table: 'pos_staged_outlet', key: 'oid', counter: 'listed_outlets' },
  columns: 'oid, fid, name, timezone, expiry_date, status, address, amount, currency, cycle_months, payment_url, contacts',
  judge: decidePosRow.outlet,
  keyOf: ({ oid }) => oid,
  values: (row) => [
    ...[row.oid, row.fid, row.name, row.timezone, row.expiryDate, row.status],
    ...[row.address, row.amount, row.currency, row.cycleMonths, row.paymentUrl, row.contacts],
  ],
  contacts: ({ contactCount }) => contactCount,
};

/**
 * Phase `reading`: franchises, then outlets, page by page into the staged tables, with the place to go on from in the same transaction, so
 * that a crash costs one page. Rows nobody can use are kept aside with their reason. Throws AppError('unavailable') when the POS is away or
 * its list has no end.
 */
export async function stagePosLists(ctx: Ctx, claim: PosRunClaim): Promise<void> {
  const adapter = pos();
  if (!adapter) throw new AppError('unavailable', 'No POS is connected.');
  const { page_cursor: cursor } = await findPosRun(ctx.tenantId, claim.runId);
  const at = placeOf(cursor);
  if (at.list === 'franchises') await stageList(ctx, claim, adapter, 'franchises', at.place, franchises);
  await stageList(ctx, claim, adapter, 'outlets', at.list === 'outlets' ? at.place : null, outlets);
  await inPosRun(ctx, claim, 'reading', ({ tx }) =>
    tx.execute("UPDATE pos_sync_run SET state = 'comparing', page_cursor = NULL WHERE tenant_id = ? AND id = ?", [ctx.tenantId, claim.runId]),
  );
}

async function stageList<T>(ctx: Ctx, claim: PosRunClaim, adapter: Pos, list: List, from: PosPlace | null, desk: Desk<T>): Promise<void> {
  const circle = new PosCircle(from);
  for await (const { rows, next } of adapter.read(from ?? adapter.begin(list, claim.since))) {
    const cursor = next ? cursorOf(list, next) : list === 'franchises' ? cursorOf('outlets', adapter.begin('outlets', claim.since)) : null;
    const staged = await inPosRun(ctx, claim, 'reading', async ({ tx }) => stageRows(tx, ctx.tenantId, claim.runId, rows, cursor, desk));
    circle.watch(rows, staged, next);
  }
}

async function stageRows<T>(tx: Tx, tenantId: string, runId: string, given: readonly unknown[], cursor: string | null, desk: Desk<T>): Promise<StagedPart> {
  const verdicts = given.map((raw) => ({ raw, verdict: desk.judge(raw) }));
  const usable = new Map<string, T>();
  const rejects: (PosReject & { raw: unknown })[] = verdicts.flatMap(({ raw, verdict }) => ('reject' in verdict ? [{ raw, ...verdict.reject }] : []));
  const keys = verdicts.flatMap(({ verdict }) => ('row' in verdict ? [desk.keyOf(verdict.row)] : []));
  const staged = new Set(
    keys.length === 0
      ? []
      : (
          await tx.query<{ found: string }>(`SELECT ${desk.key} AS found FROM ${desk.table} WHERE tenant_id = ? AND run_id = ? AND ${desk.key} IN (?)`, [
            ...[tenantId, runId],
            keys,
          ])
        ).map(({ found }) => String(found)),
  );
  let duplicates = 0;
  for (const { raw, verdict } of verdicts) {
    if (!('row' in verdict)) continue;
    const key = desk.keyOf(verdict.row);
    if (staged.has(key) || usable.has(key)) {
      duplicates += 1;
      rejects.push({ raw, key, reason: 'duplicate', field: desk.key });
    } else usable.set(key, verdict.row);
  }
  const rows = [...usable.values()];
  if (rows.length > 0)
    await tx.execute(`INSERT INTO ${desk.table} (tenant_id, run_id, ${desk.columns}) VALUES ?`, [rows.map((row) => [tenantId, runId, ...desk.values(row)])]);
  await keepPosRejects(tx, tenantId, runId, desk.entity, rejects);
  await keepToldExpiries(
    tx,
    tenantId,
    rejects.flatMap(({ key: oid, expiryDate }) => (oid !== null && expiryDate !== undefined ? [{ oid, expiryDate }] : [])),
  );
  const contacts = rows.reduce((sum, row) => sum + desk.contacts(row), 0);
  await tx.execute(
    `UPDATE pos_sync_run SET page_cursor = ?, ${desk.counter} = ${desk.counter} + ?, duplicates = duplicates + ?, contacts = contacts + ? WHERE tenant_id = ? AND id = ?`,
    [cursor, rows.length, duplicates, contacts, tenantId, runId],
  );
  return { taken: rows.length, duplicates };
}

/** `<list> <rows done> <address>`; the beginning without one. */
function placeOf(cursor: string | null): { list: List; place: PosPlace | null } {
  const [, list, done, address] = /^(franchises|outlets) (\d+) (.+)$/.exec(cursor ?? '') ?? [];
  const place = address === undefined ? null : { address, done: Number(done) };
  return { list: LISTS.find((name) => name === list) ?? 'franchises', place };
}

function cursorOf(list: List, { address, done }: PosPlace): string {
  return `${list} ${done} ${address}`;
}
