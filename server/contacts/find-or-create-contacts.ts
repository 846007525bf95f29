import type { Sql } from '../platform/sql.ts';

/** Somebody we are told of, who has not written: the POS names them, or a colleague types their number. */
export interface NamedPhone {
  /** E.164 with plus sign */
  phone: string;
  name: string | null;
}

/**
 * The contact of each phone, made where there is none, in four statements however many they are; each phone once. Somebody we know keeps
 * the name they go by on WhatsApp; a name is given only to who has none. Unlike `resolveContacts` nothing is learnt from it: that a number
 * is listed does not mean its owner can be reached. Safe beside messages of the same people, and to repeat.
 */
export async function findOrCreateContacts(sql: Sql, tenantId: string, people: readonly NamedPhone[], at: Date): Promise<Map<string, string>> {
  const names = new Map<string, string | null>();
  for (const { phone, name } of people) if (!names.get(phone)) names.set(phone, name?.trim().slice(0, 255) || null);
  const phones = [...names.keys()];
  const known = await find(sql, tenantId, phones);
  const strangers = phones.filter((phone) => !known.has(phone));
  if (strangers.length > 0) {
    // somebody may write for the first time meanwhile: theirs then stays
    await sql.execute('INSERT IGNORE INTO contact (tenant_id, wa_phone_e164, display_name, created_at) VALUES ?', [
      strangers.map((phone) => [tenantId, phone, names.get(phone) ?? null, at]),
    ]);
    await sql.execute(
      `INSERT INTO contact_identity (tenant_id, kind, value, contact_id, first_seen_at)
       SELECT c.tenant_id, 'phone_e164', c.wa_phone_e164, c.id, ? FROM contact c WHERE c.tenant_id = ? AND c.wa_phone_e164 IN (?)
       ON DUPLICATE KEY UPDATE first_seen_at = IF(valid_to IS NULL, first_seen_at, VALUES(first_seen_at)), contact_id = IF(valid_to IS NULL, contact_identity.contact_id, VALUES(contact_id)), valid_to = NULL`,
      [at, tenantId, strangers],
    );
    for (const [phone, { id }] of await find(sql, tenantId, strangers)) known.set(phone, { id, isNamed: true });
  }
  const nameless = [...known].flatMap(([phone, { id, isNamed }]) => (isNamed || !names.get(phone) ? [] : [{ id, name: names.get(phone) }]));
  if (nameless.length > 0) {
    await sql.execute(
      `UPDATE contact c JOIN JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$.id', name VARCHAR(255) PATH '$.name')) d ON c.id = d.id
       SET c.display_name = d.name WHERE c.tenant_id = ? AND c.display_name IS NULL`,
      [JSON.stringify(nameless), tenantId],
    );
  }
  return new Map([...known].map(([phone, { id }]) => [phone, id]));
}

/** By identity; else by the number alone, as contacts that were typed in have it. */
async function find(sql: Sql, tenantId: string, phones: readonly string[]): Promise<Map<string, { id: string; isNamed: boolean }>> {
  const found = new Map<string, { id: string; isNamed: boolean }>();
  if (phones.length === 0) return found;
  const rows = await sql.query<{ phone: string; id: string; is_named: number }>(
    `SELECT c.wa_phone_e164 AS phone, c.id, c.display_name IS NOT NULL AS is_named FROM contact c WHERE c.tenant_id = ? AND c.wa_phone_e164 IN (?)
     UNION ALL SELECT i.value, c.id, c.display_name IS NOT NULL FROM contact_identity i JOIN contact c ON c.tenant_id = i.tenant_id AND c.id = i.contact_id
     WHERE i.tenant_id = ? AND i.kind = 'phone_e164' AND i.value IN (?) AND i.valid_to IS NULL`,
    [tenantId, phones, tenantId, phones],
  );
  // the identities come last and win
  for (const { phone, id, is_named } of rows) found.set(phone, { id, isNamed: Number(is_named) === 1 });
  return found;
}
