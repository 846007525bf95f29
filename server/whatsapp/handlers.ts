import type { Config } from '../config.ts';
import { consumeBatches } from '../platform/consume-batches.ts';
import type { Log } from '../platform/log.ts';
import { queue, type QueueConsumer } from '../platform/queue.ts';
import { relayEvents } from '../platform/relay-events.ts';
import { runEvery } from '../platform/run-every.ts';
import { sweepEvents } from '../platform/sweep-events.ts';
import { processLane } from './process-lane.ts';
import { processMedia } from './process-media.ts';
import { pruneEvents } from './prune-events.ts';
import { receiveItems } from './receive-items.ts';
import { receiveStatuses } from './receive-statuses.ts';
import { rerouteEvents } from './reroute-events.ts';
import { startReceipts } from './start-receipts.ts';
import { startSending } from './start-sending.ts';
import { sweepParkedStatuses } from './sweep-parked-statuses.ts';

const LANE = { prefetch: 200, paceMs: 10, maxWeight: 200 };
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Starts everything WhatsApp's queues feed, and the sweeps behind them (role worker). `close` finishes what is under way and gives the rest back to the broker. */
export function startWhatsappHandlers(config: Config, log: Log): QueueConsumer {
  const open: { close(): Promise<void> }[] = [];
  for (let lane = 0; lane < config.INGEST_LANES; lane++) {
    const name = `wa.ingest.${lane}`;
    open.push(
      consumeBatches(queue(), name, { ...LANE, weigh, log }, (batch) => processLane(name, batch, (items) => receiveItems(items, new Date(), log), log)),
    );
  }
  for (let lane = 0; lane < config.STATUS_LANES; lane++) {
    const name = `wa.status.${lane}`;
    open.push(
      consumeBatches(queue(), name, { ...LANE, weigh, log }, (batch) => processLane(name, batch, (items) => receiveStatuses(items, new Date(), log), log)),
    );
  }
  const media = {
    hosts: config.WABA_MEDIA_HOSTS,
    isProduction: config.NODE_ENV === 'production',
    token: config.WABA_ACCESS_TOKEN,
    timeoutMs: config.WABA_TIMEOUT_MS,
  };
  open.push(queue().consume('media.fetch', { concurrency: 2, prefetch: 4 }, (delivery) => processMedia(delivery, media, log)));
  open.push(startSending(log));
  open.push(startReceipts({ areWanted: config.WABA_READ_RECEIPTS }, log));
  open.push(runEvery(1_000, 'event sweep', () => sweepEvents(new Date()), log));
  open.push(runEvery(2_000, 'parked statuses', () => sweepParkedStatuses(new Date(), log), log));
  open.push(runEvery(MINUTE_MS, 'unrouted items', () => rerouteEvents({ ingest: config.INGEST_LANES, status: config.STATUS_LANES }, new Date(), log), log));
  open.push(runEvery(HOUR_MS, 'webhook events', () => pruneEvents(new Date()), log));
  return {
    close: async () => {
      await Promise.all(open.map((each) => each.close()));
      // news of the last batches; what does not get out stays in the outbox for the next sweep
      await relayEvents([]).catch((error: unknown) => log.debug({ err: error }, 'relay at the end'));
    },
  };
}

function weigh(body: unknown): number {
  const items = (body as { items?: unknown } | null)?.items;
  return Array.isArray(items) ? Math.max(1, items.length) : 1;
}
