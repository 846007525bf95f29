import type { RenewalHistoryItem } from '../../types/renewals.ts';
import { parseJson } from '../platform/parse-json.ts';
import type { ChangeRecord, NoteRecord } from './history-types.ts';
import type { AttemptRecord } from './renewal-record-types.ts';
import { attemptView } from './view.ts';

/** Changes the history does not tell: they are there as attempts. */
const UNTOLD = new Set(['called', 'exported']);
const MOST = 200;

/** What happened to a renewal, newest first: attempts, answers, notes and changes in one line of time. */
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
    ...answersOf(parts.attempts),
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

/** An answer is one event, however many reminders it was to. */
function answersOf(attempts: readonly AttemptRecord[]): RenewalHistoryItem[] {
  const answers = new Map<string, RenewalHistoryItem>();
  for (const { id, answered_at: answeredAt, contact_name: name } of attempts) {
    const at = answeredAt?.toISOString();
    if (at === undefined || answers.has(at)) continue;
    answers.set(at, { id: `answer-${id}`, kind: 'change', at, actor: null, action: name === null ? 'answered' : 'answered_by', params: textsOf({ name }) });
  }
  return [...answers.values()];
}

function changeView(change: ChangeRecord): RenewalHistoryItem {
  const after = parseJson(change.after_json) ?? {};
  const before = parseJson(change.before_json) ?? {};
  const action = actionOf(change.action, after);
  return {
    id: `change-${change.id}`,
    kind: action.startsWith('task_') ? 'task' : 'change',
    at: change.created_at.toISOString(),
    actor: change.actor_name,
    action,
    params: paramsOf(action, before, after),
  };
}

/** A payment says by what it is proven: a colleague's word, the POS's push, the expiry that moved. */
function actionOf(action: string, after: Record<string, unknown>): string {
  if (action === 'assigned' && after['owner_user_id'] === null) return 'unassigned';
  if (action !== 'paid') return action;
  const { kind, from, to, reference } = evidenceOf(after);
  if (kind === 'expiry_moved' && from && to) return 'paid_moved';
  return `${kind === 'pos_push' ? 'paid_push' : 'paid'}${reference ? '_reference' : ''}`;
}

function evidenceOf(after: Record<string, unknown>): Record<string, unknown> {
  const evidence = after['evidence'];
  return typeof evidence === 'object' && evidence !== null ? { ...evidence } : {};
}

/** What the words of an action have blanks for. */
function paramsOf(action: string, before: Record<string, unknown>, after: Record<string, unknown>): Record<string, string> {
  if (action === 'snoozed') return textsOf({ until: after['snoozed_until'] });
  if (action === 'assigned') return textsOf({ name: after['owner'] });
  if (action === 'due_moved') return textsOf({ from: before['due_date'] ?? before['dueOn'], to: after['due_date'] ?? after['dueOn'] });
  if (action === 'payer') return textsOf({ name: after['name'] });
  if (action.startsWith('paid')) {
    const { from, to, reference } = evidenceOf(after);
    return textsOf({ paidOn: after['paid_on'], from, to, reference });
  }
  if (action === 'cancelled') return textsOf({ reason: after['reason'] });
  if (action === 'undone') return textsOf({ what: after['undid'] });
  return {};
}

function textsOf(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (typeof value === 'string' && value !== '' ? [[key, value]] : [])));
}
