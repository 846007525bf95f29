import type { Sql } from '../platform/sql.ts';
import { digestPhone } from './digest-phone.ts';
import { lockErasures } from './lock-erasures.ts';

/** Takes the marks of these numbers (E.164) away: who has them wrote to us, or a colleague added them, and is a person again. */
export async function unmarkErased(sql: Sql, tenantId: string, phones: readonly string[]): Promise<void> {
  const key = await lockErasures(sql, tenantId, 'shared');
  await sql.execute('DELETE FROM contact_erased WHERE tenant_id = ? AND digest IN (?)', [tenantId, phones.map((phone) => digestPhone(key, phone))]);
}
