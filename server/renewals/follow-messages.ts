import type { MessageStatus } from '../../types/messages.ts';
import type { AttemptResult } from '../../types/renewals.ts';
import { clock } from '../platform/clock.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { decideAttemptResult } from './decide-attempt-result.ts';
import { publishRenewals } from './publish-renewals.ts';
import { takeBackPrompts } from './take-back-prompts.ts';
import { uncountJobPrompts } from './uncount-job-prompts.ts';

interface Row {
  id: string;
  renewal_id: string;
  message_id: string;
  result: AttemptResult;
  claim_key: string | null;
  status: MessageStatus;
  error_code: string | null;
}

/** Meta reports statuses for up to seven days. */
const FOLLOWED_MS = 10 * 86_400_000;
/** so many are written at once, the others with the next question */
export const FOLLOW_AT_ONCE = 500;
const FOLLOWED: readonly AttemptResult[] = ['queued', 'unknown', 'sent', 'delivered', 'failed', 'bounced'];

/** Attempts of these results, written after then, and not after `until`. */
export interface FollowSpan {
  results: readonly AttemptResult[];
  after: Date;
  until?: Date;
}

/** as `decideAttemptResult` sees it: what would not change is not even read */
const DIFFERS = `CASE WHEN m.status = 'failed' THEN a.result NOT IN ('failed', 'bounced')
  WHEN m.status IN ('queued', 'sending') THEN a.result IN ('failed', 'bounced')
  WHEN m.status = 'unknown' THEN a.result IN ('queued', 'failed', 'bounced')
  WHEN m.status = 'sent' THEN a.result IN ('queued', 'unknown', 'failed', 'bounced')
  WHEN m.status = 'delivered' THEN a.result IN ('queued', 'unknown', 'sent', 'failed', 'bounced') ELSE TRUE END`;

/**
 * Lets attempts follow the statuses of their messages (RENEW-07): those of one message, of a span, or (null) all of the last days; follow-round.ts says which are asked about when. A step
 * that failed is decided again right away, which gives it to a person; one that failed for reasons of ours is free again. Answers how many moved.
 */
export async function followMessages(ctx: Ctx, of: string | FollowSpan | null = null): Promise<number> {
  const { results, after, until }: FollowSpan =
    of === null || typeof of === 'string' ? { results: FOLLOWED, after: new Date(clock.now().getTime() - FOLLOWED_MS) } : of;
  const [where, params] =
    typeof of === 'string' ? ['a.message_id = ?', [of]] : until ? ['a.created_at > ? AND a.created_at <= ?', [after, until]] : ['a.created_at > ?', [after]];
  const rows = await database().query<Row>(
    `SELECT a.id, a.renewal_id, a.message_id, a.result, a.claim_key, m.status, m.error_code FROM renewal_attempt a FORCE INDEX (${typeof of === 'string' ? 'idx_renewal_attempt_message' : 'idx_renewal_attempt_open'})
     JOIN message m ON m.tenant_id = a.tenant_id AND m.id = a.message_id
     WHERE a.tenant_id = ? AND a.result IN (?) AND ${where} AND ${DIFFERS} LIMIT ?`,
    [ctx.tenantId, results, ...params, FOLLOW_AT_ONCE],
  );
  const ours = new Map<string, { code: string; rows: Row[] }>();
  const moved: { row: Row; result: AttemptResult }[] = [];
  for (const row of rows) {
    const move = decideAttemptResult(row.result, { status: row.status, errorCode: row.error_code });
    if (move === 'ours') {
      const known = ours.get(row.message_id) ?? { code: row.error_code ?? '', rows: [] };
      known.rows.push(row);
      ours.set(row.message_id, known);
    } else if (move) moved.push({ row, result: move.result });
  }
  for (const [id, { code, rows: prompts }] of ours) {
    const reason = code.startsWith('132') ? 'template' : 'number_stopped';
    await takeBackPrompts(
      ctx,
      id,
      prompts.map((row) => ({ id: row.id, renewalId: row.renewal_id, reason })),
    );
  }
  if (moved.length > 0) await write(ctx, moved);
  return rows.length;
}

async function write(ctx: Ctx, moved: readonly { row: Row; result: AttemptResult }[]): Promise<void> {
  const now = clock.now();
  await inTransaction(ctx, async ({ tx, tenantId }) => {
    const renewalIds = [...new Set(moved.map(({ row }) => row.renewal_id))];
    await tx.query('SELECT id FROM renewal FORCE INDEX (PRIMARY) WHERE tenant_id = ? AND id IN (?) ORDER BY id FOR UPDATE', [tenantId, renewalIds]);
    // only where it still is what it was: an answer or a payment may have come meanwhile
    await tx.execute(
      `UPDATE renewal_attempt a JOIN message m ON m.tenant_id = a.tenant_id AND m.id = a.message_id
         JOIN JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$.id', re VARCHAR(16) PATH '$.re')) d ON a.tenant_id = ? AND a.id = d.id
       SET a.result = d.re, a.error_code = IF(m.status = 'failed', m.error_code, NULL)
       WHERE a.result IN ('queued', 'unknown', 'sent', 'delivered', 'failed', 'bounced')`,
      [JSON.stringify(moved.map(({ row, result }) => ({ id: row.id, re: result }))), tenantId],
    );
    const failed = [
      ...new Set(moved.filter(({ result }) => result === 'failed' || result === 'bounced' || result === 'withdrawn').map(({ row }) => row.renewal_id)),
    ];
    if (failed.length > 0)
      await tx.execute("UPDATE renewal SET next_at = ? WHERE tenant_id = ? AND id IN (?) AND status IN ('due', 'failed')", [now, tenantId, failed]);
    await tx.execute('UPDATE renewal SET revision = revision + 1 WHERE tenant_id = ? AND id IN (?)', [tenantId, renewalIds]);
    const { log } = ctx;
    // who opted out in the moment of sending was sent nothing
    const refused = moved.filter(({ row, result }) => result === 'withdrawn' && row.error_code === 'opted_out');
    await uncountJobPrompts(
      { tx, tenantId, log },
      refused.map(({ row }) => ({ renewalId: row.renewal_id, claimKey: row.claim_key, reason: 'opted_out' })),
    );
    tx.afterCommit(() => publishRenewals({ tenantId, log }, renewalIds));
  });
}
