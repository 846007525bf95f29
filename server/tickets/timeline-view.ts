import { TIMELINE_ACTIONS, type TimelineAction, type TimelineView } from '../../types/tickets.ts';
import type { PiiLevel } from '../../types/access.ts';
import { maskText } from '../access/mask-text.ts';
import { parseJson } from '../platform/parse-json.ts';

/** An audit entry of a ticket. */
export interface AuditRow {
  id: string;
  ticket_id: string;
  actor_user_id: string | null;
  actor_name: string | null;
  action: string;
  before_json: Record<string, unknown> | string | null;
  after_json: Record<string, unknown> | string | null;
  created_at: Date;
}

/** the value an action is about: shown as `from` and `to` */
const SUBJECT: Partial<Record<TimelineAction, string>> = {
  status_changed: 'status',
  resolved: 'status',
  closed: 'status',
  reopened: 'status',
  priority_changed: 'priority',
  category_changed: 'category',
  assigned: 'assignee',
  unassigned: 'assignee',
  outlet_linked: 'outlet',
  outlet_matched: 'outlet',
  subject_changed: 'subject',
};

/** A system line of the thread: `params.from` and `params.to` are what the action was about, other values keep their names. Null for entries that are not shown. */
export function timelineView(row: AuditRow, pii: PiiLevel): TimelineView | null {
  const action = TIMELINE_ACTIONS.find((known) => known === row.action);
  if (!action) return null;
  const before = parseJson<Record<string, unknown>>(row.before_json) ?? {};
  const after = parseJson<Record<string, unknown>>(row.after_json) ?? {};
  const subject = SUBJECT[action];
  const params: Record<string, string> = {};
  const put = (name: string, value: unknown): void => {
    if (typeof value !== 'string' && typeof value !== 'number') return;
    params[name] = pii === 'masked' ? maskText(String(value)) : String(value);
  };
  for (const [name, value] of Object.entries(after)) put(name === subject ? 'to' : name, value);
  if (subject !== undefined) put('from', before[subject]);
  return {
    kind: 'event',
    id: row.id,
    ticketId: row.ticket_id,
    action,
    actor: row.actor_user_id === null ? null : row.actor_name,
    params,
    at: row.created_at.toISOString(),
  };
}
