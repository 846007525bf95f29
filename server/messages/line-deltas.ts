import type { MessageStatus } from '../../types/messages.ts';
import type { RoutedDelta } from '../platform/publish-live.ts';
import type { Sql } from '../platform/sql.ts';
import { lineRooms } from '../platform/line-rooms.ts';

interface Line {
  id: string;
  fid: string | null;
  oid: string | null;
  prompt_state: string;
  revision: number;
  awaiting_since: Date | null;
  first_response_at: Date | null;
  preview_type: string | null;
  preview_text: string | null;
  preview_direction: 'in' | 'out' | null;
  preview_status: MessageStatus | null;
  updated_at: Date;
}

/**
 * The tickets whose line in the list these messages change, as it stands now: those whose last words they are, and those that wait
 * again because one of them failed.
 */
export async function lineDeltas(sql: Sql, tenantId: string, messageIds: readonly string[]): Promise<RoutedDelta[]> {
  if (messageIds.length === 0) return [];
  const tickets = await sql.query<Line>(
    `SELECT DISTINCT t.id, t.fid, t.oid, t.prompt_state, t.revision, t.awaiting_since, t.first_response_at, t.preview_type, t.preview_text, t.preview_direction, t.preview_status, t.updated_at
     FROM message m JOIN ticket t ON t.tenant_id = m.tenant_id AND t.id = m.ticket_id
     WHERE m.tenant_id = ? AND m.id IN (?) AND (t.preview_message_id = m.id OR m.status = 'failed')`,
    [tenantId, messageIds],
  );
  return tickets.map((ticket) => {
    const { preview_type: type, preview_direction: direction, preview_status: status } = ticket;
    return {
      rooms: lineRooms(ticket),
      delta: {
        t: 'ticket',
        id: ticket.id,
        rev: ticket.revision,
        at: ticket.updated_at.toISOString(),
        patch: {
          awaitingSince: ticket.awaiting_since?.toISOString() ?? null,
          firstResponseAt: ticket.first_response_at?.toISOString() ?? null,
          ...(type && direction && status ? { preview: { type, text: ticket.preview_text, direction, status } } : {}),
        },
      },
    };
  });
}
