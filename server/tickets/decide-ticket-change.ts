import type { ChangeTicketInput, TicketStatus, TimelineAction } from '../../types/tickets.ts';
import type { LockedTicket } from './ticket-types.ts';

/** Values of the changeable fields, by the names callers use. */
interface Fields {
  status: TicketStatus;
  priority: string;
  assignee: string | null;
  category: string | null;
  subject: string | null;
}
type FieldName = keyof Fields;

/** One field to change and how the audit names it. */
export interface FieldChange {
  field: FieldName;
  action: TimelineAction;
  from: string | null;
  to: string | null;
}
export type ChangeDecision =
  /** somebody changed it first: what stands there now, per field */
  { kind: 'conflict'; current: Partial<Fields> } | { kind: 'not_linked' } | { kind: 'nothing' } | ChangeOfTicket;

/** `opens`: done before, open now. `reopens`: and that counts, because nobody takes back what they did a moment ago. */
export interface ChangeOfTicket {
  kind: 'change';
  changes: FieldChange[];
  opens: boolean;
  reopens: boolean;
}

const isDone = (status: TicketStatus): boolean => status === 'resolved' || status === 'closed';

/**
 * Compare-and-set per field: `from` is what the person saw. A field that has `to` already is no conflict (two people chose the
 * same). A ticket without an outlet cannot be resolved or closed unless it is a lead. From done to open counts as reopening, unless
 * the person takes back what they finished a moment ago (`isTakenBack`).
 */
export function decideTicketChange(ticket: LockedTicket, input: ChangeTicketInput, isTakenBack = false): ChangeDecision {
  const now: Fields = {
    status: ticket.status,
    priority: ticket.priority,
    assignee: ticket.assigned_user_id,
    category: ticket.category_id,
    subject: ticket.subject,
  };
  const asked = (['status', 'priority', 'assignee', 'category', 'subject'] as const).flatMap((field) => (input[field] ? [{ field, ...input[field] }] : []));
  const open = asked.filter(({ field, to }) => now[field] !== to);
  const lost = open.filter(({ field, from }) => now[field] !== from);
  if (lost.length > 0) return { kind: 'conflict', current: Object.fromEntries(lost.map(({ field }) => [field, now[field]])) };
  if (open.length === 0) return { kind: 'nothing' };
  const status = input.status?.to ?? ticket.status;
  const finishes = isDone(status) && !isDone(ticket.status);
  if (finishes && ticket.link_state !== 'linked' && ticket.is_lead !== 1) return { kind: 'not_linked' };
  const opens = !isDone(status) && isDone(ticket.status);
  const reopens = opens && !isTakenBack;
  return { kind: 'change', opens, reopens, changes: open.map(({ field, from, to }) => ({ field, from, to, action: actionOf(field, to, reopens) })) };
}

function actionOf(field: FieldName, to: string | null, reopens: boolean): TimelineAction {
  if (field === 'priority') return 'priority_changed';
  if (field === 'category') return 'category_changed';
  if (field === 'subject') return 'subject_changed';
  if (field === 'assignee') return to === null ? 'unassigned' : 'assigned';
  if (reopens) return 'reopened';
  return to === 'resolved' ? 'resolved' : to === 'closed' ? 'closed' : 'status_changed';
}
