import { z } from 'zod';
import type { Log } from '../platform/log.ts';
import { queue, type Delivery, type QueueConsumer, type Verdict } from '../platform/queue.ts';
import { retryLater } from '../platform/retry-later.ts';
import { systemContext } from '../platform/system-context.ts';
import { resolveTicketOutlet } from './resolve-ticket-outlet.ts';

const created = z.object({ tenantId: z.string(), payload: z.object({ ticketId: z.string() }) });

/** `ticket.created` → the outlet is looked up at the POS where we know none (role worker; without a POS there is nothing to do). Failures go through the retry queues to `ticket.updater.dlq`. */
export function startTicketHandlers(options: { hasPos: boolean }, log: Log): QueueConsumer {
  return queue().consume('ticket.updater', { concurrency: 4, prefetch: 64 }, (delivery) => (options.hasPos ? resolve(delivery, log) : Promise.resolve('ack')));
}

async function resolve(delivery: Delivery, log: Log): Promise<Verdict> {
  const event = created.safeParse(delivery.body);
  if (!event.success) return 'dead';
  const { tenantId, payload } = event.data;
  try {
    await resolveTicketOutlet(systemContext(tenantId, 'ticket.updater', log), payload.ticketId);
  } catch (error) {
    const attempt = Number(delivery.headers['x-engage-attempt'] ?? 0);
    const verdict = await retryLater('ticket.updater', delivery.body, { attempt, reason: 'outlet', error: error instanceof Error ? error.message : 'unknown' });
    log.info({ ticketId: payload.ticketId, attempt, verdict, err: error }, 'the outlet of a ticket could not be looked up');
  }
  return 'ack';
}
