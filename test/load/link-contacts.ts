import type { Stage } from './stage.ts';
import { wirePhone } from './wire.ts';

/** Franchises 1…n with one outlet each; contact c speaks for franchise 1 + c mod n. */
export async function linkContacts(stage: Stage, contacts: number, franchises: number): Promise<void> {
  const ids = Array.from({ length: franchises }, (_, index) => index + 1);
  await stage.pool.query('INSERT IGNORE INTO franchise (tenant_id, fid, name) VALUES ?', [ids.map((id) => [1, id, `Franchise ${id}`])]);
  await stage.pool.query('INSERT IGNORE INTO outlet (tenant_id, oid, fid, name) VALUES ?', [ids.map((id) => [1, id, id, `Outlet ${id}`])]);
  await stage.pool.query('INSERT IGNORE INTO contact (tenant_id, wa_phone_e164, display_name) VALUES ?', [
    Array.from({ length: contacts }, (_, index) => [1, `+${wirePhone(index)}`, `Merchant ${index}`]),
  ]);
  await stage.pool.query(
    `INSERT IGNORE INTO contact_identity (tenant_id, kind, value, contact_id) SELECT tenant_id, 'phone_e164', wa_phone_e164, id FROM contact WHERE wa_phone_e164 LIKE '+6011%'`,
  );
  await stage.pool.query(
    `INSERT IGNORE INTO contact_outlet (tenant_id, contact_id, oid, is_primary, source) SELECT tenant_id, id, 1 + MOD(CAST(SUBSTRING(wa_phone_e164, 6) AS UNSIGNED) - 10000000, ?), 1, 'pos' FROM contact WHERE wa_phone_e164 LIKE '+6011%'`,
    [franchises],
  );
}
