import type { MessageStatus } from '../../types/messages.ts';
import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import { publishLive, type RoutedDelta } from '../platform/publish-live.ts';
import { lineRooms } from '../platform/line-rooms.ts';
import { decideMessageFailure } from './decide-message-failure.ts';

interface Row {
  ticket_id: string;
  status: MessageStatus;
  error_code: string | null;
  claimed_at: Date | null;
  updated_at: Date;
  fid: string | null;
  oid: string | null;
  prompt_state: string;
  revision: number;
  preview_type: string | null;
  preview_text: string | null;
  awaiting_since: Date | null;
  first_response_at: Date | null;
  line_updated_at: Date;
  is_preview: number | string;
}

/** After COMMIT: the new tick of an outbound message to its open thread, and to the lists when it is the ticket's last line or says who waits. */
export async function publishStatus(ctx: { tenantId: string; log: Log }, messageId: string): Promise<void> {
  const key = [ctx.tenantId, messageId];
  const [row] = await database().query<Row>(
    `SELECT m.ticket_id, m.status, m.error_code, m.claimed_at, m.updated_at, t.updated_at AS line_updated_at, t.fid, t.oid, t.prompt_state, t.revision, t.preview_type, t.preview_text, t.awaiting_since, t.first_response_at, t.preview_message_id = m.id AS is_preview
     FROM message m JOIN ticket t ON t.tenant_id = m.tenant_id AND t.id = m.ticket_id WHERE m.tenant_id = ? AND m.id = ?`,
    key,
  );
  if (!row) return;
  const failure = decideMessageFailure({ status: row.status, errorCode: row.error_code, claimedAt: row.claimed_at }, new Date());
  const at = row.updated_at.toISOString();
  const deltas: RoutedDelta[] = [
    { rooms: [`ticket:${row.ticket_id}`], delta: { t: 'status', ticketId: row.ticket_id, messageId, status: row.status, at, ...(failure ? { failure } : {}) } },
  ];
  const isPreview = Number(row.is_preview) === 1 && row.preview_type !== null;
  if (isPreview || row.status === 'failed' || row.status === 'queued') {
    const preview = isPreview ? { preview: { type: row.preview_type ?? '', text: row.preview_text, direction: 'out' as const, status: row.status } } : {};
    const patch = { ...preview, awaitingSince: row.awaiting_since?.toISOString() ?? null, firstResponseAt: row.first_response_at?.toISOString() ?? null };
    deltas.push({
      rooms: lineRooms({ ...row, id: row.ticket_id }),
      delta: { t: 'ticket', id: row.ticket_id, rev: row.revision, at: row.line_updated_at.toISOString(), patch },
    });
  }
  await publishLive(ctx.tenantId, deltas, ctx.log);
}
