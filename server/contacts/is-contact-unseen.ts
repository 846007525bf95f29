import { scopeSql } from '../access/scope-sql.ts';
import { provenLinkSql } from '../outlets/active-link-sql.ts';
import type { Tx } from '../platform/context.ts';
import type { UserCtx } from '../platform/trpc.ts';

/**
 * Whether a contact belongs to other people's merchants as far as the caller may see (AUTH-03): they speak for outlets beside `except`, and
 * the caller sees none of those. What rests on a typed number only is not counted. Never for who sees the whole company.
 */
export async function isContactUnseen({ tx, tenantId, actor, now }: UserCtx & { tx: Tx }, contactId: string, except: string): Promise<boolean> {
  if ('all' in actor.scope) return false;
  const scope = scopeSql(actor.scope, 'o');
  const proven = provenLinkSql('l', now);
  const [links] = await tx.query<{ links: string | number; seen: string | number | null }>(
    `SELECT COUNT(*) AS links, COUNT(CASE WHEN ${scope.sql} THEN 1 END) AS seen FROM contact_outlet l JOIN outlet o ON o.tenant_id = l.tenant_id AND o.oid = l.oid
     WHERE l.tenant_id = ? AND l.contact_id = ? AND l.oid <> ? AND ${proven.sql}`,
    [...scope.params, tenantId, contactId, except, ...proven.params],
  );
  return Number(links?.links ?? 0) > 0 && Number(links?.seen ?? 0) === 0;
}
