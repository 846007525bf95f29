import type { ChatEntry } from '../simulators/graph/simulator-types.ts';
import { blankEntry } from '../simulators/graph/blank-entry.ts';
import { messageColumns } from './message-columns.ts';
import { placeOf } from './place-of.ts';
import type { PlannedLine, PlannedTicket } from './plan-types.ts';
import type { SeedSql, SeedValue } from './seed-sql.ts';
import { ticketHistory } from './ticket-history.ts';
import type { Cast } from './write-cast.ts';

type Row = Record<string, SeedValue>;
const instant = (at: number): Date => new Date(at);

/** Writes the planned tickets with messages, notes, history lines and conversations; returns the chats as the phones saw them. */
export async function writeTickets(
  sql: SeedSql,
  tickets: readonly PlannedTicket[],
  cast: Cast,
  phoneNumberId: string,
  fileKey: (name: string) => string,
): Promise<ChatEntry[]> {
  const tenant_id = cast.tenantId;
  const chats: ChatEntry[] = [];
  const lastTicketOf = new Map<string, string>();
  const conversations = new Map<string, Row>();
  const ticketIds = await sql.insert(
    'ticket',
    tickets.map((ticket) => ticketRow(ticket, cast)),
  );

  const messages: Row[] = [];
  const places: { ticketId: string; line: PlannedLine; ticket: PlannedTicket }[] = [];
  const notes: Row[] = [];
  const audits: Row[] = [];
  for (const [at, ticket] of tickets.entries()) {
    const ticketId = ticketIds[at] ?? '';
    const contact_id = cast.contactIds.get(ticket.person.id) ?? '';
    const author = ticket.assignee === null ? (cast.userIds.values().next().value ?? null) : (cast.userIds.get(ticket.assignee) ?? null);
    const former = lastTicketOf.get(contact_id);
    if (former !== undefined)
      await sql.execute('UPDATE ticket SET former_ticket_id = ?, updated_at = updated_at WHERE tenant_id = ? AND id = ?', [former, tenant_id, ticketId]);
    lastTicketOf.set(contact_id, ticketId);
    audits.push(...auditRows(ticket, ticketId, cast));
    const isDone = ticket.status === 'resolved' || ticket.status === 'closed';
    const unread = new Set(unreadLines(ticket));
    let last: { wamid: string; row: Row; entry: ChatEntry } | null = null;
    for (const [order, line] of ticket.lines.entries()) {
      if (line.by === 'note') {
        notes.push({ tenant_id, ticket_id: ticketId, author_user_id: author, content_text: line.text, created_at: instant(line.at) });
        continue;
      }
      if (line.kind === 'reaction') {
        if (last !== null) {
          last.row['payload'] = JSON.stringify({
            ...(JSON.parse(String(last.row['payload'] ?? '{}')) as object),
            reactions: [{ emoji: line.argument, from: line.by === 'agent' ? 'us' : 'merchant', by: null }],
          });
          last.entry.merchantReaction = line.argument;
        }
        continue;
      }
      const isOut = line.by === 'agent';
      const wamid = `wamid.${Buffer.from(`engage-demo ${ticket.person.id} ${ticketId} ${order}`).toString('base64url')}`;
      const isFailed = isOut && line.status === 'failed';
      const reached = (status: 'sent' | 'delivered' | 'read', ms: number): Date | null => {
        const steps = ['sent', 'delivered', 'read'];
        return isOut && !isFailed && steps.indexOf(line.status) >= steps.indexOf(status) ? instant(line.at + ms) : null;
      };
      const row: Row = {
        tenant_id,
        ticket_id: ticketId,
        contact_id,
        number_id: cast.numberId,
        direction: isOut ? 'out' : 'in',
        wa_message_id: isFailed && line.errorCode === '131047' ? null : wamid,
        ...messageColumns(line, fileKey),
        reply_to_wa_message_id: line.kind === 'choice' ? (last?.wamid ?? null) : null,
        author_user_id: isOut ? author : null,
        status: isOut ? line.status : 'received',
        error_code: line.errorCode,
        error_detail: line.errorDetail,
        attempts: isOut ? 1 : 0,
        occurred_at: instant(line.at),
        sent_at: reached('sent', 900),
        delivered_at: reached('delivered', 2_400),
        read_at: isOut ? reached('read', 41_000) : unread.has(line) ? null : instant(line.at + 30_000),
        failed_at: isFailed ? instant(line.at + 1_500) : null,
        received_at: isOut ? null : instant(line.at + 700),
        created_at: instant(line.at + (isOut ? 0 : 800)),
      };
      const entry = chatEntry(line, row, wamid, ticket.person.id, phoneNumberId);
      if (unread.has(line)) entry.status = 'delivered';
      // nobody of the team has opened it yet: the merchant has no blue ticks
      if (!isOut && !isDone && !ticket.lines.slice(order).some(({ by }) => by === 'agent')) entry.status = 'delivered';
      messages.push(row);
      places.push({ ticketId, line, ticket });
      chats.push(entry);
      last = { wamid, row, entry };
    }
    const lastInbound = ticket.lines.findLast((line) => line.by === 'merchant' && line.kind !== 'reaction')?.at ?? null;
    conversations.set(contact_id, {
      tenant_id,
      number_id: cast.numberId,
      contact_id,
      current_ticket_id: ticketId,
      last_inbound_at: lastInbound === null ? null : instant(lastInbound),
    });
  }

  const messageIds = await sql.insert('message', messages);
  await sql.insert('ticket_note', notes);
  await sql.insert('audit_log', audits);
  await sql.insert('conversation', [...conversations.values()], ['current_ticket_id', 'last_inbound_at']);

  const previews = new Map<string, { id: string; type: SeedValue; text: string | null; direction: string; status: string }>();
  for (const [at, { ticketId, line }] of places.entries())
    previews.set(ticketId, {
      id: messageIds[at] ?? '',
      type: messages[at]?.['type'] ?? 'text',
      text: preview(messages[at]?.['content_text']),
      direction: line.by === 'agent' ? 'out' : 'in',
      status: line.by === 'agent' ? line.status : 'received',
    });
  for (const [ticketId, shown] of previews) {
    await sql.execute(
      'UPDATE ticket SET preview_type = ?, preview_text = ?, preview_direction = ?, preview_status = ?, preview_message_id = ?, updated_at = updated_at WHERE tenant_id = ? AND id = ?',
      [shown.type, shown.text, shown.direction, shown.status, shown.id, tenant_id, ticketId],
    );
  }
  return chats;
}

function preview(text: SeedValue | undefined): string | null {
  return typeof text === 'string' ? text.replaceAll('\n', ' ').slice(0, 200) : null;
}

function ticketRow(ticket: PlannedTicket, cast: Cast): Row {
  const spoken = ticket.lines.filter((line) => line.by !== 'note');
  const inbound = spoken.filter((line) => line.by === 'merchant' && line.kind !== 'reaction');
  // what never arrived is no answer
  const firstReply = spoken.find((line) => line.by === 'agent' && line.status !== 'failed');
  const unanswered = waiting(ticket);
  const isTouched = spoken.some((line) => line.by === 'agent');
  const began = spoken[0]?.at ?? 0;
  const ended = spoken.findLast((line) => line.kind !== 'reaction')?.at ?? began;
  return {
    tenant_id: cast.tenantId,
    number_id: cast.numberId,
    contact_id: cast.contactIds.get(ticket.person.id) ?? '',
    fid: ticket.fid,
    oid: ticket.oid,
    link_state: ticket.linkState,
    subject: isTouched ? ticket.subject : null,
    status: ticket.status,
    priority: ticket.priority,
    category_id: isTouched ? (cast.categoryIds.get(ticket.category) ?? null) : null,
    assigned_user_id: ticket.assignee === null ? null : (cast.userIds.get(ticket.assignee) ?? null),
    inbound_count: inbound.length,
    unread_count: unreadLines(ticket).length,
    awaiting_since: unanswered[0] === undefined ? null : instant(unanswered[0].at),
    first_inbound_at: inbound[0] === undefined ? null : instant(inbound[0].at),
    first_response_at: firstReply === undefined ? null : instant(firstReply.at),
    resolved_at: ticket.resolvedAt === null ? null : instant(ticket.resolvedAt),
    closed_at: ticket.closedAt === null ? null : instant(ticket.closedAt),
    last_message_at: instant(ended),
    revision: ticket.lines.length + 1,
    created_at: instant(began),
    updated_at: instant(ticket.closedAt ?? ticket.resolvedAt ?? ticket.waitsFrom ?? ticket.lines.at(-1)?.at ?? ended),
  };
}

/** What the merchant wrote since our last answer that arrived; nothing when the ticket is done. */
function waiting(ticket: PlannedTicket): PlannedLine[] {
  if (ticket.resolvedAt !== null) return [];
  const spoken = ticket.lines.filter((line) => line.by !== 'note' && line.kind !== 'reaction');
  return spoken.slice(spoken.findLastIndex((line) => line.by === 'agent' && line.status !== 'failed') + 1).filter((line) => line.by === 'merchant');
}

/** What nobody of us has opened yet: we set nothing aside unread, and answer nothing unread, even when the answer failed. */
function unreadLines(ticket: PlannedTicket): PlannedLine[] {
  return ticket.waitsFrom === null && ticket.lines.findLast((line) => line.by !== 'note')?.by === 'merchant' ? waiting(ticket) : [];
}

function auditRows(ticket: PlannedTicket, ticketId: string, cast: Cast): Row[] {
  const userId = ticket.assignee === null ? null : (cast.userIds.get(ticket.assignee) ?? null);
  const name = cast.userNames.get(userId ?? '') ?? null;
  return ticketHistory(ticket, name).map((entry) => ({
    tenant_id: cast.tenantId,
    actor_user_id: entry.by === 'agent' ? userId : null,
    actor_name: entry.by === 'agent' ? name : entry.by,
    entity_type: 'ticket',
    entity_id: ticketId,
    action: entry.action,
    before_json: entry.before === null ? null : JSON.stringify(entry.before),
    after_json: JSON.stringify(entry.after),
    created_at: instant(entry.at),
  }));
}

function chatEntry(line: PlannedLine, row: Row, id: string, handsetId: string, phoneNumberId: string): ChatEntry {
  const isOut = line.by === 'agent';
  const entry = blankEntry({
    id,
    handsetId,
    phoneNumberId,
    direction: isOut ? 'out' : 'in',
    at: new Date(line.at).toISOString(),
    kind: line.kind === 'buttons' ? 'interactive' : line.kind === 'choice' ? 'button_reply' : line.kind,
  });
  entry.text = line.text;
  entry.status = isOut ? (line.status === 'failed' ? 'failed' : line.status) : 'read';
  entry.replyToId = typeof row['reply_to_wa_message_id'] === 'string' ? row['reply_to_wa_message_id'] : null;
  if (row['media_key'] !== null)
    entry.media = {
      id: `demo-${line.argument}`,
      url: null,
      mime: String(row['media_mime']),
      filename: typeof row['media_filename'] === 'string' ? row['media_filename'] : null,
      isVoice: line.kind === 'voice',
    };
  if (line.kind === 'location') entry.location = placeOf(line);
  if (line.kind === 'contacts') entry.people = [{ name: 'Puan Ros', phone: '+60 12-998 7766' }];
  if (line.kind === 'buttons')
    entry.choices = line.options.map((title, at) => ({ kind: 'reply' as const, id: `choice-${at + 1}`, title, description: null, section: null }));
  return entry;
}
