import type { Ctx, Tx } from '../platform/context.ts';
import { markErased } from './mark-erased.ts';

/** Shorter values could be part of anything. */
const SHORTEST = 8;

/**
 * Makes a contact (and those merged into it) nobody: no name, phone, address, identities, or outlets, nor raw webhook parts that name
 * them. Consent stays as a bare record of what was agreed, and of their numbers a mark, so that no list of the POS brings them back.
 */
export async function eraseContactIdentity(ctx: Ctx & { tx: Tx }, contactIds: readonly string[]): Promise<void> {
  const of = [ctx.tenantId, contactIds];
  const identities = await ctx.tx.query<{ kind: string; value: string }>(
    `SELECT kind, value FROM contact_identity WHERE tenant_id = ? AND contact_id IN (?)
     UNION SELECT 'phone_e164', wa_phone_e164 FROM contact WHERE tenant_id = ? AND id IN (?) AND wa_phone_e164 IS NOT NULL`,
    [...of, ...of],
  );
  await markErased(ctx, [...new Set(identities.flatMap(({ kind, value }) => (kind === 'phone_e164' ? [value] : [])))]);
  const values = new Set(identities.map(({ value }) => value.replace(/^\+/, '')).filter((value) => value.length >= SHORTEST));
  for (const value of values) {
    // what waits to be handed to the broker (`received`) is not history yet: it will be a message, and can be erased then
    await ctx.tx.execute(
      "UPDATE webhook_event SET raw = NULL, error = 'erased' WHERE (tenant_id = ? OR tenant_id IS NULL) AND status <> 'received' AND raw IS NOT NULL AND INSTR(raw, ?) > 0",
      [ctx.tenantId, value],
    );
  }
  await ctx.tx.execute('DELETE FROM contact_identity WHERE tenant_id = ? AND contact_id IN (?)', of);
  await ctx.tx.execute('DELETE FROM contact_outlet WHERE tenant_id = ? AND contact_id IN (?)', of);
  // what colleagues wrote down of calls with them; who pays for an outlet is found anew
  await ctx.tx.execute('UPDATE renewal_attempt SET note = NULL WHERE tenant_id = ? AND contact_id IN (?) AND note IS NOT NULL', of);
  await ctx.tx.execute("UPDATE renewal SET contact_id = NULL WHERE tenant_id = ? AND contact_id IN (?) AND status IN ('due', 'failed')", of);
  await ctx.tx.execute(
    'UPDATE contact SET wa_phone_e164 = NULL, display_name = NULL, username = NULL, email = NULL, locale = NULL WHERE tenant_id = ? AND id IN (?)',
    of,
  );
  await ctx.tx.execute("UPDATE audit_log SET before_json = NULL, after_json = NULL WHERE tenant_id = ? AND entity_type = 'contact' AND entity_id IN (?)", of);
}
