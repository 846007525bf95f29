import type { Sql } from '../platform/sql.ts';

/** A number of ours as an automatic message needs it. */
export interface ChosenNumber {
  numberId: string;
  wabaId: string | null;
  /** why nothing is sent from it now; null: it works */
  stoppedReason: string | null;
}

interface Row {
  id: string;
  waba_id: string | null;
  stopped_reason: string | null;
}

/** From which of our numbers each person is written to first: the one they last wrote to, else the tenant's first. People of a tenant without a number are missing. */
export async function chooseNumbers(sql: Sql, tenantId: string, contactIds: readonly string[]): Promise<Map<string, ChosenNumber>> {
  const chosen = new Map<string, ChosenNumber>();
  if (contactIds.length === 0) return chosen;
  const numbers = await sql.query<Row>('SELECT id, waba_id, stopped_reason FROM whatsapp_number WHERE tenant_id = ? ORDER BY id', [tenantId]);
  const first = numbers[0];
  if (!first) return chosen;
  const talks = await sql.query<{ contact_id: string; number_id: string }>(
    'SELECT contact_id, number_id FROM conversation WHERE tenant_id = ? AND number_id IN (?) AND contact_id IN (?) ORDER BY last_inbound_at, number_id DESC',
    [tenantId, numbers.map(({ id }) => id), contactIds],
  );
  const last = new Map(talks.map((talk) => [talk.contact_id, talk.number_id]));
  for (const contactId of contactIds) {
    const number = numbers.find(({ id }) => id === last.get(contactId)) ?? first;
    chosen.set(contactId, { numberId: number.id, wabaId: number.waba_id, stoppedReason: number.stopped_reason });
  }
  return chosen;
}
