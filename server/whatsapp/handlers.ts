import type { Config } from '../config.ts';
import { consumeBatches } from '../platform/consume-batches.ts';
import type { Log } from '../platform/log.ts';
import { queue, type QueueConsumer } from '../platform/queue.ts';
import { processLane } from './process-lane.ts';
import { receiveItems } from './receive-items.ts';
import { startSending } from './start-sending.ts';

const LANE = { prefetch: 200, windowMs: 3, maxWeight: 200 };

/** Starts everything WhatsApp's queues feed (role worker). `close` finishes what is under way and gives the rest back to the broker. */
export function startWhatsappHandlers(config: Pick<Config, 'INGEST_LANES' | 'STATUS_LANES'>, log: Log): QueueConsumer {
  const consumers: QueueConsumer[] = [];
  for (let lane = 0; lane < config.INGEST_LANES; lane++) {
    const name = `wa.ingest.${lane}`;
    consumers.push(consumeBatches(queue(), name, { ...LANE, weigh, log }, (batch) => processLane(name, batch, (items) => receiveItems(items, new Date(), log), log)));
  }
  consumers.push(startSending(log));
  return { close: async () => void (await Promise.all(consumers.map((consumer) => consumer.close()))) };
}

function weigh(body: unknown): number {
  const items = (body as { items?: unknown } | null)?.items;
  return Array.isArray(items) ? Math.max(1, items.length) : 1;
}
