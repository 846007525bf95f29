import { z } from 'zod';
import { idSchema } from '../../types/paging.ts';
import type { Log } from '../platform/log.ts';
import { queue, type QueueConsumer } from '../platform/queue.ts';
import { systemContext } from '../platform/system-context.ts';
import { tellRead } from './tell-read.ts';

const readEvent = z.object({ tenantId: idSchema, payload: z.object({ messageId: idSchema }) });

/** `ticket.read` → blue ticks on the merchant's phone (role worker; WABA_READ_RECEIPTS). Best effort: nothing is tried again, and the next message read covers the ones before it. */
export function startReceipts(options: { areWanted: boolean }, log: Log): QueueConsumer {
  return queue().consume('wa.read', { concurrency: 4, prefetch: 32 }, async ({ body }) => {
    const event = readEvent.safeParse(body);
    if (!options.areWanted || !event.success) return 'ack';
    const { tenantId, payload } = event.data;
    const ctx = systemContext(tenantId, 'wa.read', log);
    await tellRead(ctx, payload.messageId).catch((error: unknown) => ctx.log.info({ err: error, ...payload }, 'the merchant was not told that it was read'));
    return 'ack';
  });
}
