import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { isNumberBreakerOpen } from './number-breaker.ts';

/** A number as an administrator sees it. `stoppedReason`: Graph error code that stopped sending, until it is resumed. */
export interface NumberState {
  id: string;
  displayPhone: string;
  name: string;
  messagesPerSecond: number;
  stoppedReason: string | null;
  /** this process has stopped calling for the moment, because WhatsApp does not answer */
  isCircuitOpen: boolean;
}

/** The tenant's numbers and whether they send. */
export async function listNumbers(ctx: Ctx): Promise<NumberState[]> {
  const rows = await database().query<{ id: string; display_phone: string; name: string; messages_per_second: number; stopped_reason: string | null }>(
    'SELECT id, display_phone, name, messages_per_second, stopped_reason FROM whatsapp_number WHERE tenant_id = ? ORDER BY id',
    [ctx.tenantId],
  );
  return rows.map((row) => ({
    id: row.id,
    displayPhone: row.display_phone,
    name: row.name,
    messagesPerSecond: row.messages_per_second,
    stoppedReason: row.stopped_reason,
    isCircuitOpen: isNumberBreakerOpen(row.id),
  }));
}
