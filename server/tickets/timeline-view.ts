import { TIMELINE_ACTIONS, type TimelineAction, type TimelineView } from '../../types/tickets.ts';
import type { Scope } from '../../types/access.ts';
import { canSee } from '../access/can-see.ts';
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
  outlet_chosen: 'outlet',
  subject_changed: 'subject',
};

/**
 * A system line of the thread: `params.from` and `params.to` are what the action was about, nothing else is told. An outlet's name only
 * to those in whose scope that outlet is (a ticket that moved between franchises names both); without a scope (a live delta goes to
 * everybody who has the ticket open, also to who may not see it any more) no outlet is named. Null for entries that are not shown.
 */
export function timelineView(row: AuditRow, scope: Scope | null): TimelineView | null {
  const action = TIMELINE_ACTIONS.find((known) => known === row.action);
  if (!action) return null;
  const subject = SUBJECT[action];
  const params: Record<string, string> = {};
  const put = (name: 'from' | 'to', json: AuditRow['before_json']): void => {
    const values = parseJson<Record<string, unknown>>(json) ?? {};
    const value = subject === undefined ? undefined : values[subject];
    if (typeof value !== 'string' && typeof value !== 'number') return;
    if (subject === 'outlet' && !(scope && canSee(scope, { fid: text(values['fid']), oid: text(values['oid']) }))) return;
    params[name] = String(value);
  };
  put('from', row.before_json);
  put('to', row.after_json);
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

function text(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
