import type { Sql } from '../platform/sql.ts';
import type { ContactState, IdentityKind } from './contact-state-types.ts';
import type { Sender } from './sender-types.ts';

interface IdentityRow {
  kind: IdentityKind;
  value: string;
  id: string;
  display_name: string | null;
  wa_phone_e164: string | null;
  username: string | null;
  opted_out_at: Date | null;
  undeliverable_at: Date | null;
}

/** The contacts these senders are known as, by kind + value of each id. A read only: it may run before the transaction that uses it. */
export async function loadContactStates(sql: Sql, tenantId: string, senders: readonly Sender[]): Promise<Map<string, ContactState>> {
  const values = (pick: (sender: Sender) => string | null): string[] => [...new Set(senders.flatMap((sender) => pick(sender) ?? []))];
  const wanted: [IdentityKind, string[]][] = [
    ['phone_e164', values((sender) => sender.phone)],
    ['bsuid', values((sender) => sender.bsuid)],
    ['parent_bsuid', values((sender) => sender.parentBsuid)],
  ];
  const asked = wanted.filter(([, list]) => list.length > 0);
  if (asked.length === 0) return new Map();
  const columns = 'c.id, c.display_name, c.wa_phone_e164, c.username, c.opted_out_at, c.undeliverable_at';
  const rows = await sql.query<IdentityRow>(
    `SELECT i.kind, i.value, ${columns} FROM contact_identity i JOIN contact c ON c.tenant_id = i.tenant_id AND c.id = i.contact_id
     WHERE i.tenant_id = ? AND i.valid_to IS NULL AND (${asked.map(() => '(i.kind = ? AND i.value IN (?))').join(' OR ')})`,
    [tenantId, ...asked.flat()],
  );
  const found = new Set(rows.map((row) => row.kind + row.value));
  const unknownPhones = wanted[0]?.[1].filter((phone) => !found.has(`phone_e164${phone}`)) ?? [];
  if (unknownPhones.length > 0) {
    // contacts that came from the POS or were typed in have a phone but no identity yet
    rows.push(
      ...(await sql.query<IdentityRow>(
        `SELECT 'phone_e164' AS kind, c.wa_phone_e164 AS value, ${columns} FROM contact c WHERE c.tenant_id = ? AND c.wa_phone_e164 IN (?)`,
        [tenantId, unknownPhones],
      )),
    );
  }
  const byId = new Map<string, ContactState>();
  const byKey = new Map<string, ContactState>();
  for (const row of rows) {
    const state = byId.get(row.id) ?? {
      id: row.id,
      name: row.display_name,
      phone: row.wa_phone_e164,
      username: row.username,
      optedOut: row.opted_out_at !== null,
      isNew: false,
      // somebody who writes can be reached again
      isChanged: row.undeliverable_at !== null,
      into: null,
      newIds: new Map(),
      knownIds: new Set(),
    };
    byId.set(row.id, state);
    if (found.has(row.kind + row.value)) state.knownIds.add(row.kind + row.value);
    byKey.set(row.kind + row.value, state);
  }
  return byKey;
}
