import type { Sql } from '../platform/sql.ts';

/** One change of consent; `source` says how it came (`whatsapp_word`, `whatsapp_preference`). */
export interface ConsentChange {
  contactId: string;
  state: 'in' | 'out';
  source: string;
  at: Date;
}

/** Writes the consent ledger and the contact's current answer (WA-16). The last one of a contact counts. */
export async function recordConsent(sql: Sql, tenantId: string, changes: readonly ConsentChange[]): Promise<void> {
  if (changes.length === 0) return;
  await sql.execute('INSERT INTO contact_consent (tenant_id, contact_id, state, source, created_at) VALUES ?', [
    changes.map((change) => [tenantId, change.contactId, change.state, change.source, change.at]),
  ]);
  for (const change of changes) {
    const columns = change.state === 'out' ? 'opted_out_at = ?' : 'opted_out_at = NULL, opted_in_at = ?';
    await sql.execute(`UPDATE contact SET ${columns} WHERE tenant_id = ? AND id = ?`, [change.at, tenantId, change.contactId]);
  }
}
