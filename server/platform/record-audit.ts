import type { Actor } from './context.ts';
import type { Sql } from './sql.ts';

/** One change: what it was and what it became, only the fields that changed. Names and ids, never secrets. */
export interface AuditEntry {
  tenantId: string;
  actor: Actor;
  entityType: 'ticket' | 'contact' | 'outlet' | 'user' | 'message' | 'template' | 'number' | 'setting' | 'renewal' | 'pos_run';
  entityId: string;
  action: string;
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
  requestId?: string;
  at: Date;
}

/** Writes audit rows on the caller's connection (same transaction as the change, SEC-06). */
export async function recordAudit(sql: Sql, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((entry) => [
    entry.tenantId,
    entry.actor.kind === 'user' ? entry.actor.userId : null,
    entry.actor.name.slice(0, 64),
    entry.entityType,
    entry.entityId,
    entry.action,
    entry.before ? JSON.stringify(entry.before) : null,
    entry.after ? JSON.stringify(entry.after) : null,
    entry.requestId ?? null,
    entry.at,
  ]);
  await sql.execute(
    'INSERT INTO audit_log (tenant_id, actor_user_id, actor_name, entity_type, entity_id, action, before_json, after_json, request_id, created_at) VALUES ?',
    [rows],
  );
}
