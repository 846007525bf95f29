import type { AsyncMessage, Channel } from 'rabbitmq-client';
import type { Log } from './log.ts';
import type { Queue, QueueConsumer } from './queue.ts';

/** One delivery of a lane; `weight` is what it counts towards a batch. */
export interface BatchEntry {
  body: unknown;
  headers: Record<string, unknown>;
}
export interface BatchOptions {
  /** unacknowledged deliveries held at once */
  prefetch: number;
  /** least time between the starts of two batches: what comes alone goes at once, what comes in a stream shares transactions */
  paceMs: number;
  /** deliveries per batch, summed by `weigh` */
  maxWeight: number;
  weigh(body: unknown): number;
  log: Log;
}

/**
 * Consumes one queue in batches and in order: handle → ack(multiple). `handle` throws only when nothing could be done
 * (database or broker away): the lane then pauses with backoff and tries the same batch again, without giving anything back
 * to the broker (no nack loop). A lost channel is reopened; what was unacknowledged comes again, so `handle` is idempotent.
 */
export function consumeBatches(queue: Queue, name: string, options: BatchOptions, handle: (batch: readonly BatchEntry[]) => Promise<void>): QueueConsumer {
  const { log } = options;
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      try {
        await consumeChannel(queue, name, options, handle, stopping.signal, () => {
          failures = 0;
        });
      } catch (error) {
        log.warn({ err: error, queue: name }, 'lane consumer lost its channel');
      }
      failures++;
      await pause(Math.min(100 * 2 ** Math.min(failures, 5), 3_000), stopping.signal);
    }
  };
  const done = run();
  return {
    close: async () => {
      stopping.abort();
      await done;
    },
  };
}

async function consumeChannel(
  queue: Queue,
  name: string,
  options: BatchOptions,
  handle: (batch: readonly BatchEntry[]) => Promise<void>,
  stop: AbortSignal,
  opened: () => void,
): Promise<void> {
  if (!queue.isUp()) return;
  const channel = await queue.connection.acquire();
  const waiting: AsyncMessage[] = [];
  let wake = (): void => undefined;
  const signal = new AbortController();
  const onStop = (): void => {
    signal.abort();
    wake();
  };
  stop.addEventListener('abort', onStop, { once: true });
  channel.on('close', onStop);
  channel.on('basic.cancel', onStop);
  try {
    await channel.basicQos({ prefetchCount: options.prefetch });
    const { consumerTag } = await channel.basicConsume({ queue: queue.nameOf(name) }, (message) => {
      waiting.push(message);
      wake();
    });
    opened();
    let mayStartAt = 0;
    while (!signal.signal.aborted) {
      if (waiting.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (signal.signal.aborted || waiting.length > 0) resolve();
        });
        wake = () => undefined;
        continue;
      }
      const early = mayStartAt - performance.now();
      if (early > 0.5 && total(waiting, options) < options.maxWeight) await pause(early, signal.signal);
      mayStartAt = performance.now() + options.paceMs;
      const batch = take(waiting, options);
      if (!(await handleUntilDone(batch, name, options, handle, channel, stop))) return;
      const last = batch.at(-1);
      if (last && channel.active) channel.basicAck({ deliveryTag: last.deliveryTag, multiple: true });
    }
    if (channel.active) await channel.basicCancel(consumerTag).catch(() => undefined);
  } finally {
    stop.removeEventListener('abort', onStop);
    if (channel.active) await channel.close().catch(() => undefined);
  }
}

/** False when the channel was lost or the process stops while the fault lasted: the broker still has the batch. */
async function handleUntilDone(
  batch: readonly AsyncMessage[],
  name: string,
  options: BatchOptions,
  handle: (batch: readonly BatchEntry[]) => Promise<void>,
  channel: Channel,
  stop: AbortSignal,
): Promise<boolean> {
  const entries = batch.map((message) => ({ body: message.body as unknown, headers: message.headers ?? {} }));
  for (let failures = 0; ; failures++) {
    try {
      await handle(entries);
      return true;
    } catch (error) {
      options.log[failures === 0 ? 'warn' : 'debug']({ err: error, queue: name, failures }, 'lane paused');
      await pause(Math.min(100 * 2 ** Math.min(failures, 6), 3_000) * (0.8 + Math.random() * 0.4), stop);
      if (stop.aborted || !channel.active) return false;
    }
  }
}

function total(waiting: readonly AsyncMessage[], options: BatchOptions): number {
  let sum = 0;
  for (const message of waiting) if ((sum += options.weigh(message.body)) >= options.maxWeight) break;
  return sum;
}

function take(waiting: AsyncMessage[], options: BatchOptions): AsyncMessage[] {
  let sum = 0;
  let count = 0;
  for (const message of waiting) {
    sum += options.weigh(message.body);
    if (count > 0 && sum > options.maxWeight) break;
    count++;
  }
  return waiting.splice(0, count);
}

async function pause(ms: number, stop: AbortSignal): Promise<void> {
  if (stop.aborted) return;
  await new Promise<void>((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    stop.addEventListener('abort', finish, { once: true });
  });
}
