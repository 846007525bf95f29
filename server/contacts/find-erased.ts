import type { Sql } from '../platform/sql.ts';
import { digestPhone } from './digest-phone.ts';
import { lockErasures } from './lock-erasures.ts';
import { unmarkErased } from './unmark-erased.ts';

/**
 * Which of these numbers (E.164) are of people who asked to be forgotten and have not come to us since: nobody is made of them. A number
 * that is marked and belongs to a contact is of somebody who wrote meanwhile: its mark goes. No one is erased until the caller commits.
 */
export async function findErased(sql: Sql, tenantId: string, phones: readonly string[]): Promise<ReadonlySet<string>> {
  const key = await lockErasures(sql, tenantId, 'shared');
  const byDigest = new Map(phones.map((phone) => [digestPhone(key, phone), phone]));
  if (byDigest.size === 0) return new Set();
  const marks = await sql.query<{ digest: string }>('SELECT digest FROM contact_erased WHERE tenant_id = ? AND digest IN (?)', [
    tenantId,
    [...byDigest.keys()],
  ]);
  const marked = marks.flatMap(({ digest }) => byDigest.get(digest) ?? []);
  if (marked.length === 0) return new Set();
  const held = await sql.query<{ phone: string }>(
    `SELECT wa_phone_e164 AS phone FROM contact WHERE tenant_id = ? AND wa_phone_e164 IN (?)
     UNION SELECT value FROM contact_identity WHERE tenant_id = ? AND kind = 'phone_e164' AND value IN (?) AND valid_to IS NULL`,
    [tenantId, marked, tenantId, marked],
  );
  const back = held.map(({ phone }) => phone);
  if (back.length > 0) await unmarkErased(sql, tenantId, back);
  const isBack = new Set(back);
  return new Set(marked.filter((phone) => !isBack.has(phone)));
}
