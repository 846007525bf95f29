import type { RenewalHistoryItem } from '../../types/renewals.ts';
import { parseJson } from '../platform/parse-json.ts';
import type { ChangeRecord, NoteRecord } from './history-types.ts';
import type { AttemptRecord } from './renewal-record-types.ts';
import { attemptView } from './view.ts';

/** Changes the history does not tell: they are there as attempts. */
const UNTOLD = new Set(['called', 'exported']);
const MOST = 200;

/** What happened to a renewal, newest first: attempts, notes and changes in one line of time. */
export function historyView(parts: {
  attempts: readonly AttemptRecord[];
  notes: readonly NoteRecord[];
  changes: readonly ChangeRecord[];
}): RenewalHistoryItem[] {
  const items: RenewalHistoryItem[] = [
    ...parts.attempts.map((attempt) => ({
      id: `attempt-${attempt.id}`,
      kind: 'attempt' as const,
      at: attempt.created_at.toISOString(),
      actor: attempt.author_name,
      attempt: attemptView(attempt),
    })),
    ...parts.notes.map((note) => ({
      id: `note-${note.id}`,
      kind: 'note' as const,
      at: note.created_at.toISOString(),
      actor: note.author_name,
      note: note.content_text,
    })),
    ...parts.changes.filter(({ action }) => !UNTOLD.has(action)).map(changeView),
  ];
  return items.toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0)).slice(0, MOST);
}

function changeView(change: ChangeRecord): RenewalHistoryItem {
  const after = parseJson(change.after_json) ?? {};
  const before = parseJson(change.before_json) ?? {};
  const action = change.action === 'assigned' && after['owner_user_id'] === null ? 'unassigned' : change.action;
  return {
    id: `change-${change.id}`,
    kind: action.startsWith('task_') ? 'task' : 'change',
    at: change.created_at.toISOString(),
    actor: change.actor_name,
    action,
    params: paramsOf(action, before, after),
  };
}

/** What the words of an action have blanks for. */
function paramsOf(action: string, before: Record<string, unknown>, after: Record<string, unknown>): Record<string, string> {
  if (action === 'snoozed') return textsOf({ until: after['snoozed_until'] });
  if (action === 'assigned') return textsOf({ name: after['owner'] });
  if (action === 'due_moved') return textsOf({ from: before['due_date'] ?? before['dueOn'], to: after['due_date'] ?? after['dueOn'] });
  if (action === 'payer') return textsOf({ name: after['name'] });
  if (action === 'paid') return textsOf({ paidOn: after['paid_on'] ?? after['paidOn'], reference: after['reference'] });
  if (action === 'cancelled') return textsOf({ reason: after['reason'] });
  if (action === 'undone') return textsOf({ what: after['undid'] });
  return {};
}

function textsOf(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (typeof value === 'string' && value !== '' ? [[key, value]] : [])));
}
