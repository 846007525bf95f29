import type { MessageStatus } from '../../types/messages.ts';
import type { Sql } from '../platform/sql.ts';
import type { OwnMessage } from './callback-data.ts';
import type { StatusReport } from './status-report-types.ts';

/** An outbound message with what statuses change on it, locked. */
export interface StatusRow {
  id: string;
  ticket_id: string;
  number_id: string;
  contact_id: string;
  wa_message_id: string | null;
  status: MessageStatus;
  attempts: number;
  created_at: Date;
  sent_at: Date | null;
  delivered_at: Date | null;
  read_at: Date | null;
  failed_at: Date | null;
  error_code: string | null;
  error_detail: string | null;
}
/** A report with its message; `isStale` when it speaks of an earlier attempt than the one the message is in. */
export interface StatusMatch {
  row: StatusRow;
  isStale: boolean;
}

const COLUMNS =
  'id, ticket_id, number_id, contact_id, wa_message_id, status, attempts, created_at, sent_at, delivered_at, read_at, failed_at, error_code, error_detail';

/**
 * Finds the message of each report: by WhatsApp id, else by what we gave it to carry (`callbackData`). That alone counts only for a message
 * that was tried, and while it has no WhatsApp id or was tried more than once.
 */
export async function matchStatuses(sql: Sql, tenantId: string, reports: readonly StatusReport[]): Promise<(StatusMatch | null)[]> {
  const byWaId = new Map<string, StatusRow>();
  const byId = new Map<string, StatusRow>();
  const waIds = [...new Set(reports.map((report) => report.waMessageId))];
  for (const row of await sql.query<StatusRow>(
    `SELECT ${COLUMNS} FROM message FORCE INDEX (uq_wa_message_id) WHERE tenant_id = ? AND wa_message_id IN (?) AND direction = 'out' FOR UPDATE`,
    [tenantId, waIds],
  )) {
    if (row.wa_message_id) byWaId.set(row.wa_message_id, row);
    byId.set(row.id, row);
  }
  const others = reports.flatMap(({ own, waMessageId }) => (own && !byWaId.has(waMessageId) ? [{ own, waMessageId }] : []));
  const ownIds = [...new Set(others.map(({ own }) => own.messageId))].filter((id) => !byId.has(id));
  if (ownIds.length > 0) {
    for (const row of await sql.query<StatusRow>(
      `SELECT ${COLUMNS} FROM message FORCE INDEX (PRIMARY) WHERE tenant_id = ? AND id IN (?) AND direction = 'out' FOR UPDATE`,
      [tenantId, ownIds],
    ))
      byId.set(row.id, row);
  }
  const isOurs = (own: OwnMessage): boolean => {
    const row = byId.get(own.messageId);
    return row !== undefined && row.attempts > 0 && row.created_at.getTime() === own.writtenAt;
  };
  const tried = others.filter(({ own }) => isOurs(own));
  const attempts = new Map<string, number>();
  if (tried.length > 0) {
    const rows = await sql.query<{ message_id: string; wa_message_id: string; attempt: number }>(
      'SELECT message_id, wa_message_id, attempt FROM message_attempt WHERE tenant_id = ? AND message_id IN (?) AND wa_message_id IN (?)',
      [tenantId, tried.map(({ own }) => own.messageId), tried.map(({ waMessageId }) => waMessageId)],
    );
    for (const row of rows) attempts.set(`${row.message_id}|${row.wa_message_id}`, row.attempt);
  }
  return reports.map((report) => {
    const exact = byWaId.get(report.waMessageId);
    if (exact) return { row: exact, isStale: false };
    const row = report.own && isOurs(report.own) ? byId.get(report.own.messageId) : undefined;
    if (!row) return null;
    const attempt = attempts.get(`${row.id}|${report.waMessageId}`);
    if (attempt !== undefined) return { row, isStale: attempt < row.attempts || row.status === 'queued' };
    if (row.wa_message_id === null) return { row, isStale: false };
    return row.attempts > 1 ? { row, isStale: true } : null;
  });
}
