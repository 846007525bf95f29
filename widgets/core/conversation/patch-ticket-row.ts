import type { TicketDelta } from '../../../types/live.ts';
import { MESSAGE_KINDS } from '../../../types/messages.ts';
import { TICKET_PRIORITIES, TICKET_STATUSES, type TicketRow } from '../../../types/tickets.ts';

const PREVIEW_KINDS = [...MESSAGE_KINDS, 'deleted'] as const;

/**
 * A row or ticket with a push applied. Words we do not know (a newer server) and an assignee whose name we were not told leave
 * the field as it was; the push then says `refetch`, or the caller fetches the row.
 */
export function patchTicketRow<Row extends TicketRow>(row: Row, delta: TicketDelta): Row {
  const { patch } = delta;
  const status = TICKET_STATUSES.find((known) => known === patch.status) ?? row.status;
  const priority = TICKET_PRIORITIES.find((known) => known === patch.priority) ?? row.priority;
  const kind = PREVIEW_KINDS.find((known) => known === patch.preview?.type) ?? 'unknown';
  return {
    ...row,
    status,
    priority,
    assignee: patch.assigneeId === null ? null : row.assignee,
    unread: patch.unread ?? row.unread,
    awaitingSince: patch.awaitingSince === undefined ? row.awaitingSince : patch.awaitingSince,
    firstResponseAt: patch.firstResponseAt === undefined ? row.firstResponseAt : patch.firstResponseAt,
    lastMessageAt: patch.lastMessageAt ?? row.lastMessageAt,
    windowEndsAt: patch.windowEndsAt === undefined ? row.windowEndsAt : patch.windowEndsAt,
    preview: patch.preview ? { ...patch.preview, type: kind } : row.preview,
    updatedAt: delta.at > row.updatedAt ? delta.at : row.updatedAt,
    revision: delta.rev,
  };
}
