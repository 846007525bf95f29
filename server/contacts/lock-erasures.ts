import { randomBytes } from 'node:crypto';
import type { Sql } from '../platform/sql.ts';

/**
 * The key a tenant's marks of erased people are made with (digest-phone.ts), made on first use and never changed, or the marks would say
 * nothing; kept as setting `erasure_key`, not in the environment, whose secrets are renewed. Held until commit: while somebody is erased
 * (`exclusive`) no list of people is taken over (`shared`), or one that was read before would bring them back.
 */
export async function lockErasures(sql: Sql, tenantId: string, mode: 'shared' | 'exclusive'): Promise<string> {
  const read = async (): Promise<string | undefined> => {
    const [row] = await sql.query<{ value: string }>(
      `SELECT JSON_UNQUOTE(value) AS value FROM setting WHERE tenant_id = ? AND name = 'erasure_key' ${mode === 'shared' ? 'LOCK IN SHARE MODE' : 'FOR UPDATE'}`,
      [tenantId],
    );
    return row?.value;
  };
  const known = await read();
  if (known !== undefined) return known;
  // whoever is first decides
  await sql.execute("INSERT INTO setting (tenant_id, name, value) VALUES (?, 'erasure_key', ?) ON DUPLICATE KEY UPDATE name = VALUES(name)", [
    tenantId,
    JSON.stringify(randomBytes(32).toString('hex')),
  ]);
  return (await read()) ?? '';
}
