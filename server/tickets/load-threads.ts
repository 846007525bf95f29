import type { MessageKind, MessageStatus } from '../../types/messages.ts';
import type { LinkState, TicketStatus } from '../../types/tickets.ts';
import type { Sql } from '../platform/sql.ts';
import type { PromptState, ThreadState, TicketState } from './thread-state-types.ts';

interface TicketRow {
  id: string | null;
  number_id: string;
  contact_id: string;
  status: TicketStatus;
  prompt_state: PromptState;
  fid: string | null;
  oid: string | null;
  link_state: LinkState;
  resolved_at: Date | null;
  last_message_at: Date;
  unread_count: number;
  inbound_count: number;
  awaiting_since: Date | null;
  first_inbound_at: Date | null;
  reopen_count: number;
  revision: number;
  preview_type: MessageKind | 'deleted' | null;
  preview_text: string | null;
  preview_direction: 'in' | 'out' | null;
  preview_status: MessageStatus | null;
}
interface ConversationRow extends TicketRow {
  last_inbound_at: Date | null;
}

const TICKET = `t.id, t.status, t.prompt_state, t.fid, t.oid, t.link_state, t.resolved_at, t.last_message_at, t.unread_count, t.inbound_count, t.awaiting_since,
  t.first_inbound_at, t.reopen_count, t.revision, t.preview_type, t.preview_text, t.preview_direction, t.preview_status`;

/**
 * The conversations of these contacts with their current tickets, locked until the transaction ends; where the current ticket
 * is done, also the contact's other open or reopenable ones. Keys of the map: `<numberId>|<contactId>`.
 */
export async function loadThreads(
  sql: Sql,
  tenantId: string,
  pairs: readonly { numberId: string; contactId: string; isNewContact: boolean }[],
  reopenableSince: Date,
): Promise<Map<string, ThreadState>> {
  const threads = new Map<string, ThreadState>();
  for (const { numberId, contactId } of pairs)
    threads.set(`${numberId}|${contactId}`, { numberId, contactId, exists: false, isDirty: false, lastInboundAt: null, current: null, others: [] });
  const known = pairs.filter((pair) => !pair.isNewContact);
  if (known.length === 0) return threads;
  const numbers = [...new Set(known.map((pair) => pair.numberId))];
  // one by one, in order: asked by lists, the database may walk a table it believes to be small, and wait for everybody at work in it
  const keys = [...new Map(known.map(({ numberId, contactId }) => [`${numberId}|${contactId}`, [numberId, contactId] as const])).values()];
  keys.sort(([number, contact], [other, person]) => Number(BigInt(number) - BigInt(other) || BigInt(contact) - BigInt(person)));
  const rows = await sql.query<ConversationRow>(
    `SELECT v.number_id, v.contact_id, v.last_inbound_at, ${TICKET} FROM (SELECT DISTINCT j.n, j.c FROM JSON_TABLE(?, '$[*]' COLUMNS (n BIGINT PATH '$[0]', c BIGINT PATH '$[1]')) j) k
     STRAIGHT_JOIN conversation v ON v.tenant_id = ? AND v.number_id = k.n AND v.contact_id = k.c LEFT JOIN ticket t ON t.tenant_id = v.tenant_id AND t.id = v.current_ticket_id
     FOR UPDATE`,
    [JSON.stringify(keys), tenantId],
  );
  for (const row of rows) {
    const thread = threads.get(`${row.number_id}|${row.contact_id}`);
    if (thread) Object.assign(thread, { exists: true, lastInboundAt: row.last_inbound_at, current: row.id === null ? null : stateOf(row, row.id) });
  }
  const seeking = known.map((pair) => threads.get(`${pair.numberId}|${pair.contactId}`)).filter((thread) => thread !== undefined && !isOpen(thread.current));
  if (seeking.length === 0) return threads;
  const others = await sql.query<TicketRow>(
    `SELECT t.number_id, t.contact_id, ${TICKET} FROM ticket t FORCE INDEX (idx_ticket_contact)
     WHERE t.tenant_id = ? AND t.contact_id IN (?) AND t.number_id IN (?) AND (t.is_open = 1 OR t.resolved_at > ?) FOR UPDATE`,
    [tenantId, [...new Set(seeking.map((thread) => thread?.contactId ?? '0'))], numbers, reopenableSince],
  );
  for (const row of others) {
    const thread = threads.get(`${row.number_id}|${row.contact_id}`);
    if (thread && row.id !== null && row.id !== thread.current?.id) thread.others.push(stateOf(row, row.id));
  }
  return threads;
}

function isOpen(ticket: TicketState | null): boolean {
  return ticket !== null && ticket.status !== 'resolved' && ticket.status !== 'closed';
}

function stateOf(row: TicketRow, id: string): TicketState {
  return {
    id,
    numberId: row.number_id,
    contactId: row.contact_id,
    isNew: false,
    isReopened: false,
    isAppearing: false,
    isAnswer: false,
    isDirty: false,
    formerTicketId: null,
    status: row.status,
    promptState: row.prompt_state,
    statusBefore: row.status,
    fid: row.fid,
    oid: row.oid,
    linkState: row.link_state,
    outletName: null,
    resolvedAt: row.resolved_at,
    lastMessageAt: row.last_message_at,
    unread: row.unread_count,
    inbound: row.inbound_count,
    awaitingSince: row.awaiting_since,
    firstInboundAt: row.first_inbound_at,
    reopens: row.reopen_count,
    revision: row.revision,
    preview:
      row.preview_type && row.preview_direction && row.preview_status
        ? { type: row.preview_type, text: row.preview_text, direction: row.preview_direction, status: row.preview_status }
        : null,
    previewIndex: null,
  };
}
