import type { LinkSource } from '../../types/outlets.ts';
import { activeLinkSql } from '../outlets/active-link-sql.ts';
import { decideLinkTrust } from '../outlets/decide-link-trust.ts';
import type { Sql } from '../platform/sql.ts';
import type { OutletLink } from './decide-outlet-link.ts';

/** The outlets these contacts speak for at this moment: one statement. Contacts without any are not in the answer. */
export async function loadOutletLinks(sql: Sql, tenantId: string, contactIds: readonly string[], now: Date): Promise<Map<string, OutletLink[]>> {
  const active = activeLinkSql('l', now);
  const rows = await sql.query<{
    contact_id: string;
    oid: string;
    fid: string;
    name: string;
    status: string;
    is_primary: number;
    is_listed: number;
    source: LinkSource;
    confidence: number;
    expires_at: Date | null;
  }>(
    `SELECT l.contact_id, l.oid, o.fid, o.name, o.status, l.is_primary, l.is_listed, l.source, l.confidence, l.expires_at
     FROM contact_outlet l JOIN outlet o ON o.tenant_id = l.tenant_id AND o.oid = l.oid WHERE l.tenant_id = ? AND l.contact_id IN (?) AND ${active.sql}`,
    [tenantId, contactIds, ...active.params],
  );
  const links = new Map<string, OutletLink[]>();
  for (const row of rows) {
    const trust = decideLinkTrust({ source: row.source, confidence: row.confidence, isListed: row.is_listed === 1, expiresAt: row.expires_at }, now);
    const list = links.get(row.contact_id) ?? [];
    list.push({
      oid: row.oid,
      fid: row.fid,
      name: row.name,
      isPrimary: row.is_primary === 1 && trust.isFresh,
      isClosed: row.status === 'closed',
      confidence: trust.confidence,
      isUnconfirmed: trust.isUnconfirmed,
    });
    links.set(row.contact_id, list);
  }
  return links;
}
