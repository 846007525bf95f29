import { z } from 'zod';
import type { Log } from '../platform/log.ts';
import { queue, type Delivery, type QueueConsumer, type Verdict } from '../platform/queue.ts';
import { retryLater } from '../platform/retry-later.ts';
import { systemContext } from '../platform/system-context.ts';
import { takePosContacts } from './take-pos-contacts.ts';

/** Another process may be at it for minutes; asked again every five minutes for some hours. */
const TRIES = 40;

const synced = z.object({ tenantId: z.string(), payload: z.object({ runId: z.string() }) });

/** `outlets.synced` → who speaks for the outlets is taken from what the load brought (role worker). Failures go through the retry queues to `contact.links.dlq`. */
export function startContactHandlers(log: Log): QueueConsumer {
  return queue().consume('contact.links', { concurrency: 1, prefetch: 1 }, (delivery) => take(delivery, log));
}

async function take(delivery: Delivery, log: Log): Promise<Verdict> {
  const event = synced.safeParse(delivery.body);
  if (!event.success) return 'dead';
  const { tenantId } = event.data;
  const again = async (reason: string, error: string): Promise<void> => {
    await retryLater('contact.links', delivery.body, { attempt: Number(delivery.headers['x-engage-attempt'] ?? 0), reason, error, attempts: TRIES });
  };
  try {
    if (!(await takePosContacts(systemContext(tenantId, 'pos-contacts', log)))) await again('busy', 'another process takes contacts over');
  } catch (error) {
    log.warn({ err: error }, 'the contacts of a load of the POS could not be taken over yet');
    await again('contacts', error instanceof Error ? error.message : 'unknown');
  }
  return 'ack';
}
