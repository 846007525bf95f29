import { findTenant } from '../access/find-tenant.ts';
import type { Ctx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { pos } from './pos.ts';
import { syncUnknownOutlets } from './sync-unknown-outlets.ts';

/**
 * Asks the POS which outlets a contact's phone speaks for (POS-12) and keeps what we know the outlets of; outlets that are new there are
 * taken over first. The POS is the default tenant's: its numbers mean nothing to others. What an agent chose stays the default. Returns how many outlets the contact has now; 0 also without a POS or a phone. Throws AppError('unavailable').
 */
export async function learnContactOutlets(ctx: Ctx, contact: { id: string; phone: string | null }): Promise<number> {
  const adapter = pos();
  if (!adapter || !contact.phone || (await findTenant('default')) !== ctx.tenantId) return 0;
  const found = await adapter.findPhone(contact.phone, ctx.now.getTime());
  if (!found || found.oids.length === 0) return 0;
  await syncUnknownOutlets(ctx, found.oids);
  return inTransaction(ctx, async ({ tx, tenantId }) => {
    const links = (): Promise<{ oid: string; is_primary: number }[]> =>
      tx.query('SELECT oid, is_primary FROM contact_outlet WHERE tenant_id = ? AND contact_id = ? ORDER BY oid', [tenantId, contact.id]);
    const before = await links();
    const { affectedRows } = await tx.execute(
      `INSERT IGNORE INTO contact_outlet (tenant_id, contact_id, oid, is_primary, source)
       SELECT o.tenant_id, ?, o.oid, IF(o.oid = ? AND NOT EXISTS (SELECT 1 FROM contact_outlet p WHERE p.tenant_id = ? AND p.contact_id = ? AND p.is_primary = 1), 1, 0), 'pos'
       FROM outlet o WHERE o.tenant_id = ? AND o.oid IN (?)`,
      [contact.id, found.primaryOid ?? '0', tenantId, contact.id, tenantId, found.oids],
    );
    const after = affectedRows === 0 ? before : await links();
    if (affectedRows > 0) {
      const told = (rows: readonly { oid: string; is_primary: number }[]): Record<string, unknown> => ({
        oids: rows.map(({ oid }) => oid),
        primaryOid: rows.find((row) => row.is_primary === 1)?.oid ?? null,
      });
      const { actor, requestId, now: at } = ctx;
      await recordAudit(tx, [
        { tenantId, actor, entityType: 'contact', entityId: contact.id, action: 'outlets_learned', before: told(before), after: told(after), requestId, at },
      ]);
    }
    return after.length;
  });
}
