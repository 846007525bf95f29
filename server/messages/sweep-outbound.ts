import { inBatchTransaction } from '../platform/in-batch-transaction.ts';
import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import { systemContext } from '../platform/system-context.ts';
import { MESSAGE_SETTLE_MS } from './decide-message-failure.ts';
import { outboundOrderSql } from './outbound-order-sql.ts';
import type { OutboundLane } from './outbound-types.ts';
import { publishStatus } from './publish-status.ts';
import { settleAttempt } from './settle-attempt.ts';
import { wakeOutbound } from './wake-outbound.ts';

/** A claim older than this lost its worker, or its answer: nobody knows whether the message went out. */
const CLAIM_MS = 60_000;
/** Meta reports statuses for up to seven days. */
const FORGET_MS = 8 * 86_400_000;
/** A queued message is announced again when nobody took it for so long; how many at once. A night's reminders wait their turn in the queue. */
const WAKES = { support: { afterMs: 10_000, most: 500 }, bulk: { afterMs: 60_000, most: 100 } } as const;

/**
 * The safety net and the clock of sending, every second in every worker: retries that are due, messages whose event was lost, and claims
 * whose worker died. Those become `unknown`, never `queued`: the message may be on the merchant's phone already.
 */
export async function sweepOutbound(log: Log, now: Date): Promise<{ unknown: number; woken: number }> {
  const lost = await database().query<{ tenant_id: string; message_id: string; attempts: number }>(
    `SELECT o.tenant_id, o.message_id, m.attempts FROM outbound o JOIN message m ON m.tenant_id = o.tenant_id AND m.id = o.message_id
     WHERE o.state = 'sending' AND o.claimed_at < ? LIMIT 200`,
    [new Date(now.getTime() - CLAIM_MS)],
  );
  for (const row of lost) {
    const result = { kind: 'unknown', code: 'not_confirmed', detail: 'the sender stopped before it recorded an answer' } as const;
    await settleAttempt(systemContext(row.tenant_id, 'outbound-sweep', log, now), {
      messageId: row.message_id,
      attempt: row.attempts,
      result,
      httpStatus: null,
      durationMs: 0,
    });
  }
  await tellUnconfirmed(log, now);
  const woken = (await wakeLane('support', now)) + (await wakeLane('bulk', now));
  return { unknown: lost.length, woken };
}

async function wakeLane(lane: OutboundLane, now: Date): Promise<number> {
  const { afterMs, most } = WAKES[lane];
  const due = await inBatchTransaction(async (sql) => {
    const rows = await sql.query<{ tenant_id: string; message_id: string; contact_id: string }>(
      `SELECT o.tenant_id, o.message_id, o.contact_id FROM outbound o
       WHERE o.state = 'queued' AND o.lane = ? AND o.next_attempt_at <= ? AND (o.woken_at IS NULL OR o.woken_at < ?)
         AND NOT EXISTS (SELECT 1 FROM outbound e WHERE ${outboundOrderSql})
       ORDER BY o.next_attempt_at LIMIT ? FOR UPDATE SKIP LOCKED`,
      [lane, now, new Date(now.getTime() - afterMs), most],
    );
    if (rows.length > 0)
      await sql.execute('UPDATE outbound SET woken_at = ? WHERE (tenant_id, message_id) IN (?)', [now, rows.map((row) => [row.tenant_id, row.message_id])]);
    return rows;
  });
  await wakeOutbound(
    due.map((row) => ({ tenantId: row.tenant_id, messageId: row.message_id, contactId: row.contact_id, lane })),
    now,
  );
  return due.length;
}

/** From now on a person may try these again: their pages learn it. After a week nobody waits for a status any more. */
async function tellUnconfirmed(log: Log, now: Date): Promise<void> {
  const rows = await database().query<{ tenant_id: string; message_id: string }>(
    "SELECT tenant_id, message_id FROM outbound WHERE state = 'unknown' AND woken_at IS NULL AND claimed_at < ? LIMIT 200",
    [new Date(now.getTime() - MESSAGE_SETTLE_MS)],
  );
  if (rows.length === 0) return;
  await database().execute("UPDATE outbound SET woken_at = ? WHERE state = 'unknown' AND (tenant_id, message_id) IN (?)", [
    now,
    rows.map((row) => [row.tenant_id, row.message_id]),
  ]);
  for (const row of rows) await publishStatus({ tenantId: row.tenant_id, log }, row.message_id);
  await database().execute("DELETE FROM outbound WHERE state = 'unknown' AND claimed_at < ?", [new Date(now.getTime() - FORGET_MS)]);
}
