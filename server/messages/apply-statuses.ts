import type { MessageStatus } from '../../types/messages.ts';
import type { LiveDelta } from '../../types/live.ts';
import type { Recipient } from '../contacts/recipient-types.ts';
import { recordEvents } from '../platform/record-events.ts';
import type { RoutedDelta } from '../platform/publish-live.ts';
import type { Sql } from '../platform/sql.ts';
import type { RecordedEvent } from '../../types/events.ts';
import { decideFailure } from './decide-failure.ts';
import { decideStatus } from './decide-status.ts';
import { lineDeltas } from './line-deltas.ts';
import { matchStatuses, type StatusRow } from './match-statuses.ts';
import { refreshReactions } from './refresh-reactions.ts';
import { restoreWaiting } from './restore-waiting.ts';
import type { StatusReport } from './status-report-types.ts';

/** What a batch of statuses did: to be relayed, pushed and followed up after COMMIT. */
export interface StatusOutcome {
  events: RecordedEvent[];
  deltas: RoutedDelta[];
  failures: { messageId: string; numberId: string; contactId: string; code: string; detail: string }[];
  /** reports nobody could be found for: parked */
  parked: number;
  /** who the provider says the messages went to */
  recipients: Recipient[];
}

/**
 * Applies status webhooks to outbound messages: monotonic, in any order, any number of times. A status proves that the message went
 * out, so it settles `sending` and `unknown` and clears the way for the next one. What matches nothing is parked (`applyParkedStatuses`).
 */
export async function applyStatuses(
  sql: Sql,
  tenantId: string,
  reports: readonly StatusReport[],
  now: Date,
  options: { park: boolean } = { park: true },
): Promise<StatusOutcome> {
  const matches = await matchStatuses(sql, tenantId, reports);
  const changed = new Map<StatusRow, MessageStatus>();
  const touched = new Set<StatusRow>();
  const unmatched: StatusReport[] = [];
  const recipients: Recipient[] = [];
  const prices = new Map<string, NonNullable<StatusReport['pricing']>>();
  reports.forEach((report, index) => {
    const match = matches[index];
    if (!match) return void unmatched.push(report);
    if (report.pricing) prices.set(match.row.id, report.pricing);
    if (report.recipient) recipients.push({ contactId: match.row.contact_id, ...report.recipient });
    if (match.isStale && report.status === 'failed') return;
    const before = match.row.status;
    if (applyOne(match.row, report)) touched.add(match.row);
    if (match.row.status !== before && !changed.has(match.row)) changed.set(match.row, before);
  });
  if (options.park) await park(sql, tenantId, unmatched);
  await writeMessages(sql, tenantId, [...touched]);
  await writePrices(sql, tenantId, prices);
  const settled = [...changed].filter(([, before]) => before === 'queued' || before === 'sending' || before === 'unknown').map(([row]) => row.id);
  if (settled.length > 0) await sql.execute('DELETE FROM outbound WHERE tenant_id = ? AND message_id IN (?)', [tenantId, settled]);
  const rows = [...changed.keys()];
  const failed = rows.filter((row) => row.status === 'failed');
  await restoreWaiting(
    sql,
    tenantId,
    failed.map((row) => row.ticket_id),
  );
  const events = await recordEvents(
    sql,
    failed.map((row) => ({
      tenantId,
      type: 'message.failed' as const,
      payload: { messageId: row.id, ticketId: row.ticket_id, code: row.error_code ?? 'unknown' },
    })),
    now,
  );
  const shownAnew = [...changed].filter(([row, before]) => row.status === 'failed' || before === 'failed').map(([row]) => row.id);
  const deltas = [
    ...rows.map((row) => statusDelta(row, now)),
    ...(await markPreviews(sql, tenantId, rows)),
    ...(await refreshReactions(sql, tenantId, shownAnew, now)),
  ];
  return {
    events,
    deltas,
    failures: failed.map((row) => ({
      messageId: row.id,
      numberId: row.number_id,
      contactId: row.contact_id,
      code: row.error_code ?? 'unknown',
      detail: row.error_detail ?? '',
    })),
    parked: unmatched.length,
    recipients,
  };
}

/** True when the row must be written: a new status, the WhatsApp id, or a time that was missing. */
function applyOne(row: StatusRow, report: StatusReport): boolean {
  const next = decideStatus(row.status, report.status);
  let isChanged = next !== null;
  if (next) row.status = next;
  if (next && row.wa_message_id === null) row.wa_message_id = report.waMessageId;
  if (report.status === 'failed') {
    if (next) Object.assign(row, { failed_at: report.at, error_code: report.code ?? 'unknown', error_detail: report.detail });
    return isChanged;
  }
  if (next) Object.assign(row, { failed_at: null, error_code: null, error_detail: null });
  const column = report.status === 'sent' ? 'sent_at' : report.status === 'delivered' ? 'delivered_at' : 'read_at';
  if (row[column] === null && row.status !== 'queued' && row.status !== 'sending') {
    row[column] = report.at;
    isChanged = true;
  }
  return isChanged;
}

async function writeMessages(sql: Sql, tenantId: string, rows: readonly StatusRow[]): Promise<void> {
  if (rows.length === 0) return;
  const time = (at: Date | null): string | null => at && at.toISOString().slice(0, 23).replace('T', ' ');
  const json = rows.map((row) => ({
    id: row.id,
    st: row.status,
    wa: row.wa_message_id,
    sa: time(row.sent_at),
    da: time(row.delivered_at),
    ra: time(row.read_at),
    fa: time(row.failed_at),
    ec: row.error_code,
    ed: row.error_detail?.slice(0, 500) ?? null,
  }));
  await sql.execute(
    `UPDATE message m JOIN JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$.id', st VARCHAR(16) PATH '$.st', wa VARCHAR(128) PATH '$.wa', sa DATETIME(3) PATH '$.sa', da DATETIME(3) PATH '$.da', ra DATETIME(3) PATH '$.ra',
       fa DATETIME(3) PATH '$.fa', ec VARCHAR(64) PATH '$.ec', ed VARCHAR(500) PATH '$.ed')) d ON m.tenant_id = ? AND m.id = d.id
     SET m.status = d.st, m.wa_message_id = d.wa, m.sent_at = d.sa, m.delivered_at = d.da, m.read_at = d.ra, m.failed_at = d.fa, m.error_code = d.ec, m.error_detail = d.ed`,
    [JSON.stringify(json), tenantId],
  );
}

/** Only messages that cost something come here: templates outside the window. */
async function writePrices(sql: Sql, tenantId: string, prices: ReadonlyMap<string, object>): Promise<void> {
  for (const [id, pricing] of prices)
    await sql.execute("UPDATE message SET payload = JSON_SET(COALESCE(payload, '{}'), '$.pricing', JSON_EXTRACT(?, '$')) WHERE tenant_id = ? AND id = ?", [
      JSON.stringify(pricing),
      tenantId,
      id,
    ]);
}

async function park(sql: Sql, tenantId: string, reports: readonly StatusReport[]): Promise<void> {
  if (reports.length === 0) return;
  await sql.execute('INSERT IGNORE INTO unmatched_status (tenant_id, wa_message_id, status, occurred_at, payload) VALUES ?', [
    reports.map((report) => [tenantId, report.waMessageId, report.status, report.at, JSON.stringify({ code: report.code, detail: report.detail })]),
  ]);
}

/** The ticket's line in the list shows the same tick, when the message is its last. A tick is no change of the ticket: when it was updated stays. */
async function markPreviews(sql: Sql, tenantId: string, rows: readonly StatusRow[]): Promise<RoutedDelta[]> {
  if (rows.length === 0) return [];
  const { affectedRows } = await sql.execute(
    // the new status comes from the message row: a text column of JSON_TABLE has the connection's collation, which MariaDB will not compare
    `UPDATE ticket t JOIN message m ON m.tenant_id = t.tenant_id AND m.id = t.preview_message_id
     SET t.preview_status = m.status, t.revision = t.revision + 1, t.updated_at = t.updated_at WHERE t.tenant_id = ? AND t.id IN (?) AND m.id IN (?) AND t.preview_status <> m.status`,
    [tenantId, rows.map((row) => row.ticket_id), rows.map((row) => row.id)],
  );
  if (affectedRows === 0 && rows.every((row) => row.status !== 'failed')) return [];
  return lineDeltas(
    sql,
    tenantId,
    rows.map((row) => row.id),
  );
}

function statusDelta(row: StatusRow, now: Date): RoutedDelta {
  const delta: LiveDelta = {
    t: 'status',
    ticketId: row.ticket_id,
    messageId: row.id,
    status: row.status,
    at: (row.read_at ?? row.delivered_at ?? row.failed_at ?? row.sent_at ?? now).toISOString(),
    ...(row.status === 'failed' ? { failure: decideFailure(row.error_code ?? 'unknown') } : {}),
  };
  return { rooms: [`ticket:${row.ticket_id}`], delta };
}
