import { z } from 'zod';
import { parseJson } from '../platform/parse-json.ts';
import type { RoutedDelta } from '../platform/publish-live.ts';
import type { Sql } from '../platform/sql.ts';
import { applyChange } from './apply-change.ts';
import { itemDeltas } from './item-deltas.ts';
import { lineDeltas } from './line-deltas.ts';
import type { MessageChange } from './message-change-types.ts';

const KINDS = ['reaction', 'edit', 'revoke'] as const;
const payloadSchema = z.object({ text: z.string().nullable() });

/** Changes that came before the message they are about (`parkChange`): applied now that it is there. Returns what its readers must hear. */
export async function applyParkedChanges(sql: Sql, tenantId: string, waMessageIds: readonly string[], now: Date): Promise<RoutedDelta[]> {
  if (waMessageIds.length === 0) return [];
  const rows = await sql.query<{ id: string; wa_message_id: string; status: (typeof KINDS)[number]; occurred_at: Date; payload: string | object | null }>(
    'SELECT id, wa_message_id, status, occurred_at, payload FROM unmatched_status WHERE tenant_id = ? AND wa_message_id IN (?) AND status IN (?) ORDER BY occurred_at, id FOR UPDATE',
    [tenantId, waMessageIds, KINDS],
  );
  const done: string[] = [];
  const changed = new Set<string>();
  for (const row of rows) {
    const text = payloadSchema.safeParse(parseJson<object>(row.payload)).data?.text ?? null;
    const target = row.wa_message_id;
    const effect: MessageChange['effect'] = row.status === 'edit' ? { kind: 'edit', target, text } : { kind: row.status, target };
    const result = await applyChange(sql, tenantId, { effect, text, at: row.occurred_at });
    if (result === 'unknown') continue;
    done.push(row.id);
    if (result !== 'nothing') changed.add(result.id);
  }
  if (done.length > 0) await sql.execute('DELETE FROM unmatched_status WHERE tenant_id = ? AND id IN (?)', [tenantId, done]);
  return [...(await itemDeltas(sql, tenantId, [...changed], now)), ...(await lineDeltas(sql, tenantId, [...changed]))];
}
