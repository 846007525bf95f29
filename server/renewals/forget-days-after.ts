import type { Ctx, Tx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { publishRenewals } from './publish-renewals.ts';

const AT_ONCE = 1_000;
/** What is dated, by renewal. */
const DATED = ['renewal_attempt', 'renewal_decision', 'renewal_note', 'renewal_task'] as const;

/**
 * For the demo and tests only: the calendar was moved back from `before` to `ctx.now`, and the days between have not happened. What renewals
 * were written of them is taken away: attempts, reasons, notes, tasks and history dated later, what failed or was given up later is due
 * again, and cycles begun later are gone. What was paid or cancelled stays so, its dates moved back by as much as the calendar, for that the
 * POS or a person has said it. Messages keep the real time, and stay.
 */
export async function forgetDaysAfter(ctx: Ctx, before: Date): Promise<void> {
  const ids = await inTransaction(ctx, async (ctx) => {
    const { tx, tenantId, now } = ctx;
    const rows = await tx.query<{ id: string; status: string; is_new: number | string }>(
      `SELECT id, status, created_at > ? AS is_new FROM renewal FORCE INDEX (PRIMARY) WHERE tenant_id = ? ORDER BY id FOR UPDATE`,
      [now, tenantId],
    );
    const settled = rows.filter(({ status }) => status === 'paid' || status === 'cancelled').map(({ id }) => id);
    const open = rows.filter(({ status }) => status === 'due' || status === 'failed').map(({ id }) => id);
    const begun = rows.filter((row) => Number(row.is_new) === 1 && (row.status === 'due' || row.status === 'failed')).map(({ id }) => id);
    for (const page of pagesOf(settled)) await moveBack(ctx, page, before);
    for (const page of pagesOf(open)) await takeBack(ctx, page);
    for (const page of pagesOf(begun)) await remove(ctx, page);
    await tx.execute('UPDATE automatic_message SET created_at = ? WHERE tenant_id = ? AND created_at > ?', [now, tenantId, now]);
    await tx.execute('UPDATE assignment_turn SET last_at = ? WHERE tenant_id = ? AND last_at > ?', [now, tenantId, now]);
    await tx.execute('UPDATE renewal_job SET created_at = LEAST(created_at, ?), finished_at = LEAST(finished_at, ?) WHERE tenant_id = ?', [now, now, tenantId]);
    await tx.execute('UPDATE renewal_job_item SET not_before = NULL WHERE tenant_id = ? AND not_before > ?', [tenantId, now]);
    return open;
  });
  for (const page of pagesOf(ids)) await publishRenewals(ctx, page);
}

/** What is settled keeps all of its story, earlier. */
async function moveBack({ tx, tenantId, now }: Ctx & { tx: Tx }, ids: readonly string[], before: Date): Promise<void> {
  const seconds = (before.getTime() - now.getTime()) / 1_000;
  const earlier = (column: string): string => `${column} = IF(${column} > ?, ${column} - INTERVAL ? SECOND, ${column})`;
  const by = [now, seconds];
  for (const table of DATED) await tx.execute(`UPDATE ${table} SET ${earlier('created_at')} WHERE tenant_id = ? AND renewal_id IN (?)`, [...by, tenantId, ids]);
  await tx.execute(`UPDATE renewal_attempt SET ${earlier('answered_at')}, ${earlier('superseded_at')} WHERE tenant_id = ? AND renewal_id IN (?)`, [
    ...by,
    ...by,
    tenantId,
    ids,
  ]);
  await tx.execute(`UPDATE renewal_task SET ${earlier('done_at')} WHERE tenant_id = ? AND renewal_id IN (?)`, [...by, tenantId, ids]);
  await tx.execute(`UPDATE audit_log SET ${earlier('created_at')} WHERE tenant_id = ? AND entity_type = 'renewal' AND entity_id IN (?)`, [
    ...by,
    tenantId,
    ids,
  ]);
  // paid_on is the company's day; the time goes last, for the day is taken from it
  await tx.execute(
    `UPDATE renewal SET paid_on = IF(settled_at > ? AND paid_on IS NOT NULL, DATE_SUB(paid_on, INTERVAL ? DAY), paid_on), ${earlier('settled_at')}, ${earlier('failed_at')},
       ${earlier('answered_at')}, ${earlier('last_attempt_at')}, ${earlier('created_at')}, revision = revision + 1
     WHERE tenant_id = ? AND id IN (?) AND (settled_at > ? OR created_at > ? OR answered_at > ? OR last_attempt_at > ?)`,
    [now, Math.round(seconds / 86_400), ...by, ...by, ...by, ...by, ...by, tenantId, ids, now, now, now, now],
  );
}

/** What is open is as it was. */
async function takeBack({ tx, tenantId, now }: Ctx & { tx: Tx }, ids: readonly string[]): Promise<void> {
  await tx.execute(
    `UPDATE renewal SET outcome = NULL WHERE tenant_id = ? AND id IN (?) AND outcome = 'lost'
       AND id IN (SELECT entity_id FROM audit_log WHERE tenant_id = ? AND entity_type = 'renewal' AND action = 'lost' AND created_at > ?)`,
    [tenantId, ids, tenantId, now],
  );
  await tx.execute("DELETE FROM audit_log WHERE tenant_id = ? AND entity_type = 'renewal' AND entity_id IN (?) AND created_at > ?", [tenantId, ids, now]);
  await tx.execute(
    `DELETE m FROM automatic_message m JOIN renewal_attempt a ON a.tenant_id = m.tenant_id AND a.message_id = m.message_id
     WHERE a.tenant_id = ? AND a.renewal_id IN (?) AND a.created_at > ?`,
    [tenantId, ids, now],
  );
  for (const table of DATED) await tx.execute(`DELETE FROM ${table} WHERE tenant_id = ? AND renewal_id IN (?) AND created_at > ?`, [tenantId, ids, now]);
  await tx.execute(
    `UPDATE renewal_attempt SET superseded_at = IF(superseded_at > ?, NULL, superseded_at), answered_at = LEAST(answered_at, ?) WHERE tenant_id = ? AND renewal_id IN (?)`,
    [now, now, tenantId, ids],
  );
  await tx.execute('UPDATE renewal_task SET done_at = NULL, done_by_user_id = NULL WHERE tenant_id = ? AND renewal_id IN (?) AND done_at > ?', [
    tenantId,
    ids,
    now,
  ]);
  await tx.execute(
    `UPDATE renewal r SET r.status = IF(r.status = 'failed' AND r.failed_at > ?, 'due', r.status), r.failed_at = IF(r.failed_at > ?, NULL, r.failed_at),
       r.last_attempt_at = IF(r.last_attempt_at > ?, (SELECT MAX(a.created_at) FROM renewal_attempt a WHERE a.tenant_id = r.tenant_id AND a.renewal_id = r.id), r.last_attempt_at),
       r.answered_at = IF(r.answered_at > ?, (SELECT MAX(a.answered_at) FROM renewal_attempt a WHERE a.tenant_id = r.tenant_id AND a.renewal_id = r.id), r.answered_at),
       r.next_at = IF(r.outcome IS NULL, ?, r.next_at), r.next_step = NULL, r.next_reason = IF(r.outcome IS NULL, NULL, r.next_reason), r.revision = r.revision + 1
     WHERE r.tenant_id = ? AND r.id IN (?)`,
    [now, now, now, now, now, tenantId, ids],
  );
}

/** A cycle that has not begun; a sending that meant it loses its line. */
async function remove({ tx, tenantId }: Ctx & { tx: Tx }, ids: readonly string[]): Promise<void> {
  await tx.execute('UPDATE pos_event SET renewal_id = NULL WHERE tenant_id = ? AND renewal_id IN (?)', [tenantId, ids]);
  for (const table of [...DATED, 'renewal_job_item']) await tx.execute(`DELETE FROM ${table} WHERE tenant_id = ? AND renewal_id IN (?)`, [tenantId, ids]);
  await tx.execute('DELETE FROM renewal WHERE tenant_id = ? AND id IN (?)', [tenantId, ids]);
}

function pagesOf(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, at) => ids.slice(at * AT_ONCE, (at + 1) * AT_ONCE));
}
