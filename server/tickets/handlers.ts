import { z } from 'zod';
import { AppError } from '../platform/app-error.ts';
import { clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { queue, type Delivery, type QueueConsumer, type Verdict } from '../platform/queue.ts';
import { retryLater } from '../platform/retry-later.ts';
import { systemContext } from '../platform/system-context.ts';
import { askOutlet } from './ask-outlet.ts';
import { chooseOutlet } from './choose-outlet.ts';
import { followOutlets } from './follow-outlets.ts';
import { resolveTicketOutlet } from './resolve-ticket-outlet.ts';

/** The POS may be away for a night: asked again every five minutes for a day. A fault of ours goes to the dead letters after three tries. */
const TRIES_WHILE_AWAY = 300;

const synced = z.object({ tenantId: z.string() });
const news = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ticket.created'), tenantId: z.string(), payload: z.object({ ticketId: z.string() }) }),
  z.object({ type: z.literal('outlet.chosen'), tenantId: z.string(), payload: z.object({ ticketId: z.string(), contactId: z.string(), oid: z.string() }) }),
]);

/**
 * `ticket.created` → the outlet is looked up at the POS where we know none, and asked for where there are several; `outlet.chosen` → the
 * ticket takes what the merchant tapped; `outlets.synced` → tickets
 * follow outlets that changed hands (role worker). Failures go through the retry queues to the dead letters of each.
 */
export function startTicketHandlers(options: { hasPos: boolean }, log: Log): QueueConsumer {
  const consumers = [
    queue().consume('ticket.updater', { concurrency: 4, prefetch: 64 }, (delivery) => update(delivery, options, log)),
    queue().consume('ticket.outlets', { concurrency: 1, prefetch: 1 }, (delivery) => follow(delivery, log)),
  ];
  return { close: async () => void (await Promise.all(consumers.map((consumer) => consumer.close()))) };
}

/** A load of the POS was applied: outlets may have changed hands. */
async function follow(delivery: Delivery, log: Log): Promise<Verdict> {
  const event = synced.safeParse(delivery.body);
  if (!event.success) return 'dead';
  try {
    await followOutlets(systemContext(event.data.tenantId, 'ticket.outlets', log));
  } catch (error) {
    const attempt = Number(delivery.headers['x-engage-attempt'] ?? 0);
    await retryLater('ticket.outlets', delivery.body, { attempt, reason: 'franchise', error: error instanceof Error ? error.message : 'unknown' });
  }
  return 'ack';
}

async function update(delivery: Delivery, { hasPos }: { hasPos: boolean }, log: Log): Promise<Verdict> {
  const event = news.safeParse(delivery.body);
  if (!event.success) return 'dead';
  const { tenantId, type, payload } = event.data;
  const ctx = systemContext(tenantId, 'ticket.updater', log);
  try {
    if (type === 'outlet.chosen') await chooseOutlet(ctx, payload);
    else {
      if (hasPos) await resolveTicketOutlet(ctx, payload.ticketId);
      // what is counted against a person is dated by the calendar
      await askOutlet({ ...ctx, now: clock.now() }, payload.ticketId);
    }
  } catch (error) {
    const attempt = Number(delivery.headers['x-engage-attempt'] ?? 0);
    const isAway = error instanceof AppError && error.code === 'unavailable';
    const verdict = await retryLater('ticket.updater', delivery.body, {
      attempt,
      reason: 'outlet',
      error: error instanceof Error ? error.message : 'unknown',
      ...(isAway ? { attempts: TRIES_WHILE_AWAY } : {}),
    });
    log.info({ ticketId: payload.ticketId, attempt, verdict, err: error }, 'the outlet of a ticket could not be settled');
  }
  return 'ack';
}
