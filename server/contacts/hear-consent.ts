import type { Sql } from '../platform/sql.ts';
import { decideConsent } from './decide-consent.ts';
import { recordConsent } from './record-consent.ts';

/** Words people wrote: what is an opt-out or opt-in word becomes a change of consent (G-07, WA-16). */
export async function hearConsent(sql: Sql, tenantId: string, said: readonly { contactId: string; text: string | null; at: Date }[]): Promise<void> {
  const changes = said.flatMap(({ contactId, text, at }) => {
    const state = decideConsent(text);
    return state ? [{ contactId, state, source: 'whatsapp_word', at }] : [];
  });
  await recordConsent(sql, tenantId, changes);
}
