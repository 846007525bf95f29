import { z } from 'zod';
import { PROVIDER_STATUSES, type ProviderStatus } from '../../types/messages.ts';
import { parseJson } from '../platform/parse-json.ts';
import type { Sql } from '../platform/sql.ts';
import { applyStatuses, type StatusOutcome } from './apply-statuses.ts';

const payloadSchema = z.object({ code: z.string().nullable(), detail: z.string().nullable() });

/** Statuses that came before the message's WhatsApp id was known: applied now, in the transaction that learnt the id or by the sweep. Null when there were none. */
export async function applyParkedStatuses(sql: Sql, tenantId: string, waMessageIds: readonly string[], now: Date): Promise<StatusOutcome | null> {
  if (waMessageIds.length === 0) return null;
  const rows = await sql.query<{ id: string; wa_message_id: string; status: ProviderStatus; occurred_at: Date; payload: string | object | null }>(
    'SELECT id, wa_message_id, status, occurred_at, payload FROM unmatched_status WHERE tenant_id = ? AND wa_message_id IN (?) AND status IN (?) ORDER BY id FOR UPDATE',
    [tenantId, waMessageIds, PROVIDER_STATUSES],
  );
  if (rows.length === 0) return null;
  const reports = rows.map((row) => {
    const parsed = payloadSchema.safeParse(parseJson<object>(row.payload));
    return {
      waMessageId: row.wa_message_id,
      status: row.status,
      at: row.occurred_at,
      own: null,
      ...(parsed.success ? parsed.data : { code: null, detail: null }),
    };
  });
  const outcome = await applyStatuses(sql, tenantId, reports, now, { park: false });
  await sql.execute('DELETE FROM unmatched_status WHERE tenant_id = ? AND id IN (?)', [tenantId, rows.map((row) => row.id)]);
  return outcome;
}
