import type { Actor } from '../platform/context.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { Sql } from '../platform/sql.ts';
import { readUserFacts, type UserFacts } from './read-user-facts.ts';

/**
 * Writes down what became of a person, with what it was before (SEC-06): call it after the change, on the same connection. `more` is
 * what the tables do not tell, such as a new password. Nothing changed, nothing written.
 */
export async function auditUser(
  sql: Sql,
  by: { tenantId: string; actor: Actor; requestId?: string; at: Date },
  userId: string,
  before: UserFacts | null,
  more: Record<string, unknown> = {},
): Promise<void> {
  const after = await readUserFacts(sql, by.tenantId, userId);
  if (!after) return;
  const fields = Object.entries(after).filter(([field, value]) => !before || JSON.stringify(value) !== JSON.stringify(Reflect.get(before, field)));
  if (fields.length === 0 && Object.keys(more).length === 0) return;
  await recordAudit(sql, [
    {
      ...by,
      entityType: 'user',
      entityId: userId,
      action: before ? 'changed' : 'created',
      before: before && Object.fromEntries(fields.map(([field]) => [field, Reflect.get(before, field)])),
      after: { ...Object.fromEntries(fields), ...more },
    },
  ]);
}
