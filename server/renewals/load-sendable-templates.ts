import type { Sql } from '../platform/sql.ts';

/** Names of the templates that may be sent now in a language a merchant gets (Malay or English), and whether every number of ours is stopped. */
export async function loadSendableTemplates(sql: Sql, tenantId: string): Promise<{ sendable: ReadonlySet<string>; isNumberStopped: boolean }> {
  const numbers = await sql.query<{ waba_id: string | null; stopped_reason: string | null }>(
    'SELECT waba_id, stopped_reason FROM whatsapp_number WHERE tenant_id = ?',
    [tenantId],
  );
  const accounts = [...new Set(numbers.flatMap((number) => number.waba_id ?? []))];
  const rows =
    accounts.length === 0
      ? []
      : await sql.query<{ name: string; language: string }>(
          "SELECT name, language FROM whatsapp_template WHERE tenant_id = ? AND waba_id IN (?) AND status = 'APPROVED'",
          [tenantId, accounts],
        );
  const sendable = new Set(rows.filter(({ language }) => /^(?:en|ms)(?:_|$)/.test(language)).map(({ name }) => name));
  return { sendable, isNumberStopped: numbers.length > 0 && numbers.every((number) => number.stopped_reason !== null) };
}
