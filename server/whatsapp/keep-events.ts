import { createHash } from 'node:crypto';
import { database } from '../platform/database.ts';
import type { Sql } from '../platform/sql.ts';

/** Something of a delivery that is not a message or status we can place. */
export interface KeptEvent {
  tenantId: string | null;
  /** webhook field, or what is odd about it */
  type: string;
  raw: unknown;
  receivedAt: Date;
  status: 'processed' | 'failed';
  error?: string;
}

/** Keeps such parts raw in webhook_event, once each (unique payload_hash). Returns which of them were new. */
export async function keepEvents(events: readonly KeptEvent[], sql: Sql = database()): Promise<boolean[]> {
  const fresh: boolean[] = [];
  for (const event of events) {
    const raw = Buffer.from(JSON.stringify(event.raw) ?? 'null');
    const hash = createHash('sha256').update(event.type).update('\0').update(raw).digest('hex');
    const { affectedRows } = await sql.execute(
      'INSERT IGNORE INTO webhook_event (tenant_id, provider, event_type, payload_hash, raw, error, received_at, processed_at, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      [event.tenantId, 'whatsapp', event.type.slice(0, 64), hash, raw, event.error ?? null, event.receivedAt, event.receivedAt, event.status],
    );
    fresh.push(affectedRows > 0);
  }
  return fresh;
}
