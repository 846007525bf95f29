import type { HostTokenClaims } from '../../types/access.ts';
import { database } from '../platform/database.ts';
import { inBatchTransaction } from '../platform/in-batch-transaction.ts';
import { isLockConflict } from '../platform/is-lock-conflict.ts';
import type { Sql } from '../platform/sql.ts';
import { auditUser } from './audit-user.ts';
import { readUserFacts } from './read-user-facts.ts';
import { writeUserScope } from './write-user-scope.ts';

const MOST_REMEMBERED = 20_000;
/** what was written last about whom, so that the next token with the same content costs one read */
const written = new Map<string, string>();

/**
 * The user row of somebody a host page vouches for: created at first sight, then kept like the token (name, role, scope).
 * Scope rows are kept for what we know of; the token's own scope decides what the person may see now.
 */
export async function recordHostUser(tenantId: string, claims: HostTokenClaims): Promise<{ userId: string; isActive: boolean }> {
  const key = `${tenantId} ${claims.sub}`;
  const content = JSON.stringify([claims.name, claims.email, claims.role, claims.scope, claims.pii]);
  const known = written.get(key) === content ? await findUser(database(), tenantId, claims.sub) : undefined;
  if (known) return { userId: known.id, isActive: known.is_active === 1 };
  for (let attempt = 1; ; attempt++) {
    try {
      const user = await inBatchTransaction((sql) => writeUser(sql, tenantId, claims));
      if (written.size > MOST_REMEMBERED) written.clear();
      written.set(key, content);
      return { userId: user.id, isActive: user.is_active === 1 };
    } catch (error) {
      if (attempt >= 4 || !isLockConflict(error)) throw error;
    }
  }
}

async function writeUser(sql: Sql, tenantId: string, claims: HostTokenClaims): Promise<{ id: string; is_active: number }> {
  const email = await freeEmail(sql, tenantId, claims);
  const [known] = await sql.query<{ id: string }>('SELECT id FROM user WHERE tenant_id = ? AND external_id = ? FOR UPDATE', [tenantId, claims.sub]);
  const before = known ? await readUserFacts(sql, tenantId, known.id) : null;
  await sql.execute(
    `INSERT INTO user (tenant_id, external_id, email, name, role, scope_all, pii) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON DUPLICATE KEY UPDATE name = VALUES(name), email = COALESCE(VALUES(email), email), role = VALUES(role), scope_all = VALUES(scope_all), pii = VALUES(pii)`,
    [tenantId, claims.sub, email, claims.name, claims.role, 'all' in claims.scope, claims.pii ?? 'full'],
  );
  const user = await findUser(sql, tenantId, claims.sub);
  if (!user) throw new Error('the user row vanished');
  await writeUserScope(sql, tenantId, user.id, claims.scope);
  await auditUser(sql, { tenantId, actor: { kind: 'system', name: 'host page' }, at: new Date() }, user.id, before);
  return user;
}

async function findUser(sql: Sql, tenantId: string, externalId: string): Promise<{ id: string; is_active: number } | undefined> {
  const [user] = await sql.query<{ id: string; is_active: number }>('SELECT id, is_active FROM user WHERE tenant_id = ? AND external_id = ?', [
    tenantId,
    externalId,
  ]);
  return user;
}

/** The address, unless another row of the tenant has it already. */
async function freeEmail(sql: Sql, tenantId: string, claims: HostTokenClaims): Promise<string | null> {
  if (!claims.email) return null;
  const taken = await sql.query('SELECT 1 AS taken FROM user WHERE tenant_id = ? AND email = ? AND NOT (external_id <=> ?) LIMIT 1', [
    tenantId,
    claims.email,
    claims.sub,
  ]);
  return taken.length > 0 ? null : claims.email;
}
