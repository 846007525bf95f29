import type { OutletCandidate } from '../../types/outlets.ts';
import { scopeSql } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { activeLinkSql, defaultLinkSql } from './active-link-sql.ts';

/** The outlets a contact speaks for, within the person's scope: what is offered when nobody knows which one is meant (POS-10). */
export async function listCandidates(ctx: UserCtx, contactId: string): Promise<OutletCandidate[]> {
  const scope = scopeSql(ctx.actor.scope, 'o');
  const active = activeLinkSql('l', ctx.now);
  const isDefault = defaultLinkSql('l', ctx.now);
  const rows = await database().query<{ oid: string; fid: string; name: string; franchise_name: string; is_primary: number }>(
    `SELECT o.oid, o.fid, o.name, f.name AS franchise_name, ${isDefault.sql} AS is_primary
     FROM contact_outlet l JOIN outlet o ON o.tenant_id = l.tenant_id AND o.oid = l.oid JOIN franchise f ON f.tenant_id = o.tenant_id AND f.fid = o.fid
     WHERE l.tenant_id = ? AND l.contact_id = ? AND ${active.sql} AND ${scope.sql}
     ORDER BY o.status = 'closed', is_primary DESC, l.confidence DESC, o.name, o.oid LIMIT 20`,
    [...isDefault.params, ctx.tenantId, contactId, ...active.params, ...scope.params],
  );
  return rows.map((row) => ({ oid: row.oid, fid: row.fid, name: row.name, franchiseName: row.franchise_name, primary: Number(row.is_primary) === 1 }));
}
