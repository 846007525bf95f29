import { parseJson } from '../platform/parse-json.ts';
import type { Sql } from '../platform/sql.ts';

/** What a person did to a renewal and may still take back. */
export interface Undo {
  auditId: string;
  action: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  until: Date;
}

const WITHIN_MS = 10 * 60_000;
const UNDOABLE = ['paid', 'cancelled', 'snoozed', 'woken'];

/** The person's own last change of a renewal, within ten minutes, when nothing was decided about it since; null when there is none. */
export async function findUndo(sql: Sql, who: { tenantId: string; userId: string; now: Date }, renewalId: string): Promise<Undo | null> {
  const [last] = await sql.query<{
    id: string;
    actor_user_id: string | null;
    action: string;
    before_json: Record<string, unknown> | string | null;
    after_json: Record<string, unknown> | string | null;
    created_at: Date;
  }>(
    `SELECT id, actor_user_id, action, before_json, after_json, created_at FROM audit_log
     WHERE tenant_id = ? AND entity_type = 'renewal' AND entity_id = ? AND action IN (?) ORDER BY created_at DESC, id DESC LIMIT 1`,
    [who.tenantId, renewalId, [...UNDOABLE, 'undone', 'failed', 'due_moved', 'reopened']],
  );
  if (!last || !UNDOABLE.includes(last.action) || last.actor_user_id !== who.userId) return null;
  const until = new Date(last.created_at.getTime() + WITHIN_MS);
  if (until <= who.now) return null;
  return { auditId: last.id, action: last.action, before: parseJson(last.before_json) ?? {}, after: parseJson(last.after_json) ?? {}, until };
}
