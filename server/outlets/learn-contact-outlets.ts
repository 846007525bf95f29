import { findTenant } from '../access/find-tenant.ts';
import type { Ctx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { activeLinkSql } from './active-link-sql.ts';
import { LINK_CONFIDENCE } from './decide-link-trust.ts';
import { pos } from './pos.ts';
import { syncUnknownOutlets } from './sync-unknown-outlets.ts';

/**
 * Asks the POS which outlets a contact's phone speaks for (POS-12) and keeps what we know the outlets of; outlets that are new there are
 * taken over first. The POS is the default tenant's: its numbers mean nothing to others. What an agent chose stays the default, what
 * people rejected stays rejected. Returns how many outlets the contact speaks for now; 0 also without a POS or a phone. Throws AppError('unavailable').
 */
export async function learnContactOutlets(ctx: Ctx, contact: { id: string; phone: string | null }): Promise<number> {
  const adapter = pos();
  if (!adapter || !contact.phone || (await findTenant('default')) !== ctx.tenantId) return 0;
  const found = await adapter.findPhone(contact.phone, ctx.now.getTime());
  if (!found || found.oids.length === 0) return 0;
  await syncUnknownOutlets(ctx, found.oids);
  return inTransaction(ctx, async ({ tx, tenantId }) => {
    const active = activeLinkSql('l', ctx.now);
    const links = (): Promise<{ oid: string; is_primary: number }[]> =>
      tx.query(`SELECT l.oid, l.is_primary FROM contact_outlet l WHERE l.tenant_id = ? AND l.contact_id = ? AND ${active.sql} ORDER BY l.oid`, [
        tenantId,
        contact.id,
        ...active.params,
      ]);
    const before = told(await links());
    await tx.execute(
      `INSERT INTO contact_outlet (tenant_id, contact_id, oid, is_primary, source, confidence, is_listed)
       SELECT o.tenant_id, ?, o.oid, IF(o.oid = ? AND NOT EXISTS (SELECT 1 FROM contact_outlet p WHERE p.tenant_id = ? AND p.contact_id = ? AND p.is_primary = 1 AND p.state = 'active'), 1, 0), 'pos', ?, 1
       FROM outlet o WHERE o.tenant_id = ? AND o.oid IN (?)
       ON DUPLICATE KEY UPDATE is_listed = 1, expires_at = IF(contact_outlet.source = 'pos', NULL, contact_outlet.expires_at)`,
      [contact.id, found.primaryOid ?? '0', tenantId, contact.id, LINK_CONFIDENCE.pos, tenantId, found.oids],
    );
    const now = await links();
    const after = told(now);
    if (JSON.stringify(after) !== JSON.stringify(before)) {
      const { actor, requestId, now: at } = ctx;
      await recordAudit(tx, [{ tenantId, actor, entityType: 'contact', entityId: contact.id, action: 'outlets_learned', before, after, requestId, at }]);
    }
    return now.length;
  });
}

function told(rows: readonly { oid: string; is_primary: number }[]): Record<string, unknown> {
  return { oids: rows.map(({ oid }) => oid), primaryOid: rows.find((row) => row.is_primary === 1)?.oid ?? null };
}
