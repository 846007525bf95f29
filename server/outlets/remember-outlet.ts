import type { Ctx, Tx } from '../platform/context.ts';
import { recordAudit } from '../platform/record-audit.ts';

/** Makes an outlet the contact's default for new tickets (POS-10); audited with the default it had before (POS-11). */
export async function rememberOutlet(ctx: Ctx & { tx: Tx }, contactId: string, outlet: { oid: string; fid: string; name: string }): Promise<void> {
  const { tx, tenantId } = ctx;
  const defaults = await tx.query<{ oid: string; fid: string; name: string }>(
    `SELECT o.oid, o.fid, o.name FROM contact_outlet l JOIN outlet o ON o.tenant_id = l.tenant_id AND o.oid = l.oid
     WHERE l.tenant_id = ? AND l.contact_id = ? AND l.is_primary = 1`,
    [tenantId, contactId],
  );
  if (defaults.length === 1 && defaults[0]?.oid === outlet.oid) return;
  await tx.execute(
    "INSERT INTO contact_outlet (tenant_id, contact_id, oid, is_primary, source) VALUES (?, ?, ?, 1, 'agent') ON DUPLICATE KEY UPDATE is_primary = 1",
    [tenantId, contactId, outlet.oid],
  );
  await tx.execute('UPDATE contact_outlet SET is_primary = 0 WHERE tenant_id = ? AND contact_id = ? AND oid <> ? AND is_primary = 1', [
    tenantId,
    contactId,
    outlet.oid,
  ]);
  const [former] = defaults;
  await recordAudit(tx, [
    {
      tenantId,
      actor: ctx.actor,
      entityType: 'contact',
      entityId: contactId,
      action: 'default_outlet_changed',
      before: former ? { oid: former.oid, fid: former.fid, outlet: former.name } : null,
      after: { oid: outlet.oid, fid: outlet.fid, outlet: outlet.name },
      requestId: ctx.requestId,
      at: ctx.now,
    },
  ]);
}
