import type { Sql } from '../platform/sql.ts';
import type { ThreadState, TicketState } from './thread-state-types.ts';

/**
 * Writes what a batch changed on locked tickets and their conversations: absolute values, one statement for both. A conversation
 * is written with the ticket it points at now; new ones are inserted.
 */
export async function saveThreads(
  sql: Sql,
  tenantId: string,
  tickets: readonly TicketState[],
  threads: readonly ThreadState[],
  messageIds: readonly string[],
): Promise<void> {
  if (tickets.length === 0) return;
  const moved = new Map(threads.filter((thread) => thread.exists && thread.isDirty).map((thread) => [thread.current, thread]));
  await sql.execute(
    `UPDATE ticket t JOIN JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$.id', st VARCHAR(16) PATH '$.st', ps VARCHAR(8) PATH '$.ps', ra DATETIME(3) PATH '$.ra', lm DATETIME(3) PATH '$.lm', un INT PATH '$.un', ic INT PATH '$.ic',
       aw DATETIME(3) PATH '$.aw', fi DATETIME(3) PATH '$.fi', ro INT PATH '$.ro', rv INT PATH '$.rv', pt VARCHAR(16) PATH '$.pt', px VARCHAR(200) PATH '$.px', pm BIGINT PATH '$.pm',
       cn BIGINT PATH '$.cn', cc BIGINT PATH '$.cc', li DATETIME(3) PATH '$.li')) d ON t.tenant_id = ? AND t.id = d.id
     LEFT JOIN conversation v ON v.tenant_id = t.tenant_id AND v.number_id = d.cn AND v.contact_id = d.cc
     SET t.status = d.st, t.prompt_state = d.ps, t.resolved_at = d.ra, t.last_message_at = d.lm, t.unread_count = d.un, t.inbound_count = d.ic, t.awaiting_since = d.aw, t.first_inbound_at = d.fi, t.reopen_count = d.ro, t.revision = d.rv,
       t.preview_type = IF(d.pm IS NULL, t.preview_type, d.pt), t.preview_text = IF(d.pm IS NULL, t.preview_text, d.px), t.preview_direction = IF(d.pm IS NULL, t.preview_direction, 'in'),
       t.preview_status = IF(d.pm IS NULL, t.preview_status, 'received'), t.preview_message_id = COALESCE(d.pm, t.preview_message_id),
       v.current_ticket_id = d.id, v.last_inbound_at = d.li`,
    [JSON.stringify(tickets.map((ticket) => valuesOf(ticket, moved.get(ticket), messageIds))), tenantId],
  );
  const fresh = threads.filter((thread) => !thread.exists && thread.current);
  if (fresh.length === 0) return;
  await sql.execute('INSERT INTO conversation (tenant_id, number_id, contact_id, current_ticket_id, last_inbound_at) VALUES ?', [
    fresh.map((thread) => [tenantId, thread.numberId, thread.contactId, thread.current?.id ?? null, thread.lastInboundAt]),
  ]);
}

function valuesOf(ticket: TicketState, thread: ThreadState | undefined, messageIds: readonly string[]): Record<string, string | number | null> {
  return {
    id: ticket.id,
    st: ticket.status,
    ps: ticket.promptState,
    ra: sqlTime(ticket.resolvedAt),
    lm: sqlTime(ticket.lastMessageAt),
    un: ticket.unread,
    ic: ticket.inbound,
    aw: sqlTime(ticket.awaitingSince),
    fi: sqlTime(ticket.firstInboundAt),
    ro: ticket.reopens,
    rv: ticket.revision,
    pt: ticket.preview?.type ?? null,
    px: ticket.preview?.text ?? null,
    pm: ticket.previewIndex === null ? null : (messageIds[ticket.previewIndex] ?? null),
    cn: thread?.numberId ?? null,
    cc: thread?.contactId ?? null,
    li: thread ? sqlTime(thread.lastInboundAt) : null,
  };
}

/** DATETIME(3) text in UTC. */
function sqlTime(at: Date | null): string | null {
  return at && at.toISOString().slice(0, 23).replace('T', ' ');
}
