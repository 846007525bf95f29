import type { Ctx, Tx } from '../platform/context.ts';

/** Makes a contact (and those merged into it) nobody: no name, phone, address, identities, or outlets. Consent stays as a bare record of what was agreed. */
export async function eraseContactIdentity(ctx: Ctx & { tx: Tx }, contactIds: readonly string[]): Promise<void> {
  const of = [ctx.tenantId, contactIds];
  await ctx.tx.execute('DELETE FROM contact_identity WHERE tenant_id = ? AND contact_id IN (?)', of);
  await ctx.tx.execute('DELETE FROM contact_outlet WHERE tenant_id = ? AND contact_id IN (?)', of);
  await ctx.tx.execute(
    'UPDATE contact SET wa_phone_e164 = NULL, display_name = NULL, username = NULL, email = NULL, locale = NULL WHERE tenant_id = ? AND id IN (?)',
    of,
  );
  await ctx.tx.execute("UPDATE audit_log SET before_json = NULL, after_json = NULL WHERE tenant_id = ? AND entity_type = 'contact' AND entity_id IN (?)", of);
}
