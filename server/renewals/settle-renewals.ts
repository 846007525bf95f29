import type { AttemptResult, RenewalChannel } from '../../types/renewals.ts';
import { announce } from '../platform/announce.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import { parseJson } from '../platform/parse-json.ts';
import { publishLive } from '../platform/publish-live.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { NewEvent } from '../platform/record-events.ts';
import { ticketRooms } from '../platform/ticket-rooms.ts';
import type { OutcomeAttempt } from './decide-outcome.ts';
import { decideSettlement, type SettledColumns, type UnsettledRenewal } from './decide-settlement.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';
import type { SettledRenewal, Settlement } from './settlement-types.ts';

/** One renewal of many and what becomes of it. */
export interface SettlementRequest {
  renewalId: string;
  settlement: Settlement;
  /** what a person saw; another one now: refused */
  revision?: number;
}

interface Change {
  row: UnsettledRenewal;
  columns: SettledColumns;
  request: SettlementRequest;
}

/**
 * The one place where the status of renewals changes (RENEW-06, RENEW-08, RENEW-11): rows locked in the order of their ids, paid and
 * cancelled never overwritten, outcome and evidence decided, the attempt it is owed to marked, open tasks closed, audited, announced, told
 * live after COMMIT. Refused ones are answered as they are; missing ones not at all.
 */
export async function settleRenewals(
  ctx: Ctx & { tx: Tx },
  requests: readonly SettlementRequest[],
): Promise<{ settled: SettledRenewal[]; refused: SettledRenewal[] }> {
  if (requests.length === 0) return { settled: [], refused: [] };
  const ids = requests.map(({ renewalId }) => renewalId);
  const rows = new Map((await lock(ctx, ids)).map((row) => [row.id, row]));
  const attempts = await loadAttempts(ctx, ids);
  const settings = await readRenewalSettings(ctx.tenantId);
  const changes: Change[] = [];
  const refused: SettledRenewal[] = [];
  for (const request of requests) {
    const row = rows.get(request.renewalId);
    if (!row) continue;
    const isStale = request.revision !== undefined && request.revision !== row.revision;
    const by = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
    const columns = isStale ? null : decideSettlement(row, request.settlement, attempts.get(row.id) ?? [], settings, { now: ctx.now, by });
    if (columns) changes.push({ row, columns, request });
    else refused.push({ id: row.id, oid: row.oid, fid: row.fid, status: row.status, outcome: row.outcome, revision: row.revision });
  }
  const settled = changes.map(({ row, columns }) => ({
    id: row.id,
    oid: row.oid,
    fid: row.fid,
    status: columns.status,
    outcome: columns.outcome,
    revision: row.revision + 1,
  }));
  if (changes.length === 0) return { settled, refused };
  await write(ctx, changes);
  await markAttempts(ctx, changes);
  await freeWithdrawn(ctx, changes);
  await moveTasks(ctx, changes);
  await audit(ctx, changes);
  await announce(
    ctx.tx,
    changes.flatMap((change) => eventOf(ctx, change)),
    ctx.now,
  );
  ctx.tx.afterCommit(() =>
    publishLive(
      ctx.tenantId,
      settled.map(({ id, oid, fid, revision }) => ({ rooms: ticketRooms({ fid, oid }), delta: { t: 'renewal', id, oid, rev: revision } })),
      ctx.log,
    ),
  );
  return { settled, refused };
}

async function lock(ctx: Ctx & { tx: Tx }, ids: readonly string[]): Promise<UnsettledRenewal[]> {
  const rows = await ctx.tx.query<UnsettledRenewal>(
    `SELECT id, oid, fid, CAST(due_date AS CHAR) AS due_date, status, outcome, CAST(paid_on AS CHAR) AS paid_on, evidence, reason, settled_at,
       settled_by_user_id, failed_at, next_at, next_step, next_reason, revision
     FROM renewal FORCE INDEX (PRIMARY) WHERE tenant_id = ? AND id IN (?) ORDER BY id FOR UPDATE`,
    [ctx.tenantId, ids],
  );
  return rows.map((row) => ({ ...row, evidence: parseJson(row.evidence) }));
}

async function loadAttempts(ctx: Ctx & { tx: Tx }, ids: readonly string[]): Promise<Map<string, OutcomeAttempt[]>> {
  const rows = await ctx.tx.query<{ renewal_id: string; id: string; step: string; channel: RenewalChannel; result: AttemptResult; at: Date }>(
    'SELECT renewal_id, id, step, channel, result, created_at AS at FROM renewal_attempt WHERE tenant_id = ? AND renewal_id IN (?) ORDER BY renewal_id, id',
    [ctx.tenantId, ids],
  );
  const attempts = new Map<string, OutcomeAttempt[]>();
  for (const { renewal_id: renewalId, ...attempt } of rows) {
    const known = attempts.get(renewalId);
    if (known) known.push(attempt);
    else attempts.set(renewalId, [attempt]);
  }
  return attempts;
}

async function write(ctx: Ctx & { tx: Tx }, changes: readonly Change[]): Promise<void> {
  await ctx.tx.execute(
    `UPDATE renewal r JOIN JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$.id', st VARCHAR(16) PATH '$.st', oc VARCHAR(16) PATH '$.oc', po DATE PATH '$.po', ev TEXT PATH '$.ev', rs VARCHAR(64) PATH '$.rs',
       sa DATETIME(3) PATH '$.sa', sb BIGINT PATH '$.sb', fa DATETIME(3) PATH '$.fa', na DATETIME(3) PATH '$.na', ns VARCHAR(16) PATH '$.ns', nr VARCHAR(32) PATH '$.nr')) d ON r.tenant_id = ? AND r.id = d.id
     SET r.status = d.st, r.outcome = d.oc, r.paid_on = d.po, r.evidence = d.ev, r.reason = d.rs, r.settled_at = d.sa, r.settled_by_user_id = d.sb,
       r.failed_at = d.fa, r.next_at = d.na, r.next_step = d.ns, r.next_reason = d.nr, r.revision = r.revision + 1`,
    [
      JSON.stringify(
        changes.map(({ row, columns }) => ({
          id: row.id,
          st: columns.status,
          oc: columns.outcome,
          po: columns.paid_on,
          ev: columns.evidence && JSON.stringify(columns.evidence),
          rs: columns.reason,
          sa: sqlTime(columns.settled_at),
          sb: columns.settled_by_user_id,
          fa: sqlTime(columns.failed_at),
          na: sqlTime(columns.next_at),
          ns: columns.next_step,
          nr: columns.next_reason,
        })),
      ),
      ctx.tenantId,
    ],
  );
}

/** The attempt a payment is owed to says so; taken back, it says again what it said. */
async function markAttempts(ctx: Ctx & { tx: Tx }, changes: readonly Change[]): Promise<void> {
  const marks = changes.flatMap(({ row, columns, request }) => {
    if (request.settlement.kind === 'paid') {
      const id = columns.evidence?.['attemptId'];
      return typeof id === 'string' ? { id, re: 'paid' } : [];
    }
    const { attemptId: id, attemptResult: result } = row.evidence ?? {};
    return isTakenBack(request) && typeof id === 'string' && typeof result === 'string' ? { id, re: result } : [];
  });
  if (marks.length === 0) return;
  await ctx.tx.execute(
    `UPDATE renewal_attempt a JOIN JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$.id', re VARCHAR(16) PATH '$.re')) d ON a.tenant_id = ? AND a.id = d.id SET a.result = d.re`,
    [JSON.stringify(marks), ctx.tenantId],
  );
}

/** Prompts that were taken back because it was settled are not said: their steps are free again (the log of decisions keeps why). */
async function freeWithdrawn(ctx: Ctx & { tx: Tx }, changes: readonly Change[]): Promise<void> {
  const { tx, tenantId } = ctx;
  for (const { row, request } of changes) {
    if (!isTakenBack(request) || !row.settled_at) continue;
    const gone = await tx.query<{ id: string; message_id: string }>(
      `SELECT DISTINCT a.id, a.message_id FROM renewal_attempt a JOIN renewal_decision d ON d.tenant_id = a.tenant_id AND d.renewal_id = a.renewal_id
       WHERE a.tenant_id = ? AND a.renewal_id = ? AND a.result = 'withdrawn' AND d.created_at >= ? AND d.reason IN ('paid', 'cancelled', 'expiry_changed')
         AND CAST(JSON_UNQUOTE(JSON_EXTRACT(d.facts, '$.messageId')) AS UNSIGNED) = a.message_id`,
      [tenantId, row.id, row.settled_at],
    );
    if (gone.length === 0) continue;
    await tx.execute('DELETE FROM renewal_attempt WHERE tenant_id = ? AND id IN (?)', [tenantId, gone.map(({ id }) => id)]);
    await tx.execute("UPDATE automatic_message SET claim_key = CONCAT('taken-back:', id) WHERE tenant_id = ? AND message_id IN (?)", [
      tenantId,
      gone.map((attempt) => attempt.message_id),
    ]);
  }
}

/** Nobody has to do anything any more; what the settlement closed is open again when it is taken back. */
async function moveTasks(ctx: Ctx & { tx: Tx }, changes: readonly Change[]): Promise<void> {
  const ended = changes.filter(({ request }) => request.settlement.kind === 'paid' || request.settlement.kind === 'cancelled').map(({ row }) => row.id);
  if (ended.length > 0)
    await ctx.tx.execute('UPDATE renewal_task SET done_at = ?, done_by_user_id = NULL WHERE tenant_id = ? AND renewal_id IN (?) AND done_at IS NULL', [
      ctx.now,
      ctx.tenantId,
      ended,
    ]);
  for (const { row, request } of changes)
    if (isTakenBack(request) && row.settled_at)
      await ctx.tx.execute('UPDATE renewal_task SET done_at = NULL WHERE tenant_id = ? AND renewal_id = ? AND done_at = ? AND done_by_user_id IS NULL', [
        ctx.tenantId,
        row.id,
        row.settled_at,
      ]);
}

const ACTIONS = { paid: 'paid', failed: 'failed', lost: 'lost', cancelled: 'cancelled', undo: 'undone', reopened: 'reopened' } as const;

async function audit(ctx: Ctx & { tx: Tx }, changes: readonly Change[]): Promise<void> {
  await recordAudit(
    ctx.tx,
    changes.map(({ row, columns, request }) => {
      const names = (Object.keys(columns) as (keyof SettledColumns)[]).filter((name) => String(columns[name]) !== String(row[name]) || name === 'evidence');
      const pick = (from: SettledColumns): Record<string, unknown> => Object.fromEntries(names.map((name) => [name, from[name]]));
      return {
        tenantId: ctx.tenantId,
        actor: ctx.actor,
        entityType: 'renewal' as const,
        entityId: row.id,
        action: ACTIONS[request.settlement.kind],
        before: pick(row),
        after: pick(columns),
        requestId: ctx.requestId,
        at: ctx.now,
      };
    }),
  );
}

function isTakenBack({ settlement }: SettlementRequest): boolean {
  return settlement.kind === 'undo' || settlement.kind === 'reopened';
}

function eventOf(ctx: Ctx, { row, request }: Change): NewEvent[] {
  const payload = { renewalId: row.id, oid: row.oid };
  if (request.settlement.kind === 'paid') return [{ tenantId: ctx.tenantId, type: 'renewal.paid', payload }];
  return request.settlement.kind === 'failed' ? [{ tenantId: ctx.tenantId, type: 'renewal.failed', payload }] : [];
}

/** DATETIME(3) text in UTC. */
function sqlTime(at: Date | null): string | null {
  return at && at.toISOString().slice(0, 23).replace('T', ' ');
}
