import { parseJson } from '../platform/parse-json.ts';
import type { Tx } from '../platform/context.ts';
import { decidePosTurnover, type HeldPerson, type NamedPerson } from './decide-pos-turnover.ts';

/** Outlets read at a time. */
const AT_ONCE = 2_000;

/**
 * Outlets of a load that would write to somebody else (decide-pos-turnover.ts) and are no change already, as changes: whom the POS names is
 * part of no column that is compared, and a list with the wrong numbers would move every conversation at once. The list shows only how the
 * numbers end. Outlets without a list of contacts are left alone.
 */
export async function recordPosTurnover(tx: Tx, tenantId: string, runId: string): Promise<void> {
  for (let after = '0'; ; ) {
    const staged = await tx.query<{ oid: string; contacts: string | NamedPerson[] }>(
      `SELECT s.oid, s.contacts FROM pos_staged_outlet s
       WHERE s.tenant_id = ? AND s.run_id = ? AND s.oid > ? AND s.contacts IS NOT NULL ORDER BY s.oid LIMIT ?`,
      [tenantId, runId, after, AT_ONCE],
    );
    const last = staged.at(-1);
    if (!last) return;
    after = last.oid;
    const oids = staged.map(({ oid }) => oid);
    const held = await loadHeld(tx, tenantId, oids);
    if (held.size === 0) continue;
    const known = await tx.query<{ oid: string }>(
      "SELECT entity_key AS oid FROM pos_sync_change WHERE tenant_id = ? AND run_id = ? AND entity = 'outlet' AND entity_key IN (?)",
      [tenantId, runId, oids],
    );
    const changed = new Set(known.map(({ oid }) => oid));
    const rows = staged.flatMap(({ oid, contacts }) => {
      const [then, now] = [held.get(oid) ?? [], parseJson<NamedPerson[]>(contacts) ?? []];
      if (changed.has(oid) || !decidePosTurnover(now, then)) return [];
      const [before, next] = [then.find(({ isFirst }) => isFirst) ?? then[0], now.find(({ is_primary: isFirst }) => isFirst) ?? now[0]];
      return [[tenantId, runId, 'outlet', oid, 'changed', told(before?.phone), told(next?.phone)]];
    });
    if (rows.length > 0)
      await tx.execute('INSERT INTO pos_sync_change (tenant_id, run_id, entity, entity_key, kind, before_json, after_json) VALUES ?', [rows]);
  }
}

function told(phone: string | null | undefined): string {
  return JSON.stringify({ contact: phone ? `…${phone.replaceAll(/\D/g, '').slice(-4)}` : null });
}

/** Whom the POS names now, by outlet. */
async function loadHeld(tx: Tx, tenantId: string, oids: readonly string[]): Promise<Map<string, HeldPerson[]>> {
  const rows = await tx.query<{ oid: string; phone: string; is_listed_first: number }>(
    `SELECT l.oid, c.wa_phone_e164 AS phone, l.is_listed_first FROM contact_outlet l JOIN contact c ON c.tenant_id = l.tenant_id AND c.id = l.contact_id
     WHERE l.tenant_id = ? AND l.oid IN (?) AND l.state = 'active' AND l.is_listed = 1 AND c.wa_phone_e164 IS NOT NULL`,
    [tenantId, oids],
  );
  const held = new Map<string, HeldPerson[]>();
  for (const { oid, phone, is_listed_first: first } of rows) {
    const person = { phone, isFirst: first === 1 };
    const others = held.get(oid);
    if (others) others.push(person);
    else held.set(oid, [person]);
  }
  return held;
}
