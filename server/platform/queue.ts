import { Connection, type Channel, ConsumerStatus } from 'rabbitmq-client';
import { AppError } from './app-error.ts';
import type { Log } from './log.ts';

/** A message to publish; the body is JSON. Durable, confirmed. */
export interface OutgoingMessage {
  exchange?: string;
  routingKey: string;
  body: unknown;
  headers?: Record<string, string | number>;
  /** milliseconds the message may wait before it is dead-lettered (retry queues) */
  expirationMs?: number;
  /** give up after this long, default 2,000 ms */
  timeoutMs?: number;
}

/** One delivery to a plain consumer. */
export interface Delivery {
  body: unknown;
  headers: Record<string, unknown>;
  routingKey: string;
  redelivered: boolean;
}

/** `ack` done, `requeue` again at once, `dead` to the dead-letter queue. */
export type Verdict = 'ack' | 'requeue' | 'dead';

export interface QueueConsumer {
  close(): Promise<void>;
}

/** The process's connection to RabbitMQ. Queue and exchange names are given without the prefix of this installation. */
export interface Queue {
  /** resolves on the broker's confirm; rejects with `unavailable` when it does not come in time */
  publish(message: OutgoingMessage): Promise<void>;
  isUp(): boolean;
  /** `run` declares what must exist (topology): now when connected, and after every reconnect before `isUp` says yes again */
  onConnected(run: () => Promise<void>): Promise<void>;
  /** the name on the broker: prefix + name (tests share one broker) */
  nameOf(name: string): string;
  /** recovers from dropped connections by itself; `concurrency` handlers at once */
  consume(name: string, options: { concurrency: number; prefetch: number }, handle: (delivery: Delivery) => Promise<Verdict>): QueueConsumer;
  /** raw connection, for the lanes (batch ack) and the dead-letter tool */
  connection: Connection;
}

let handle: Queue | undefined;
let closers: (() => Promise<void>)[] = [];

/** Opens the connection (retries for ever in the background) and a confirming publisher channel. */
export function connectQueue(url: string, options: { prefix: string; log: Log }): Queue {
  const connection = new Connection({ url, retryLow: 200, retryHigh: 2_000, acquireTimeout: 2_000, connectionTimeout: 3_000, heartbeat: 10, noDelay: true });
  connection.on('error', (error: unknown) => options.log.warn({ err: error }, 'broker connection'));
  let channel: Promise<Channel> | undefined;
  let prepare: (() => Promise<void>) | undefined;
  let prepared = true;
  const prepareConnection = async (): Promise<void> => {
    prepared = !prepare;
    while (prepare && !prepared && connection.ready) {
      try {
        await prepare();
        prepared = true;
      } catch (error) {
        options.log.error({ err: error }, 'broker topology could not be declared');
        await new Promise((resolve) => void setTimeout(resolve, 1_000).unref());
      }
    }
  };
  connection.on('connection', () => void prepareConnection());
  const returned = new Set<string>();
  let lastId = 0;
  const publisher = (): Promise<Channel> => {
    channel ??= connection.acquire().then(async (open) => {
      await open.confirmSelect();
      open.on('basic.return', (message) => void returned.add(String(message.messageId)));
      open.on('close', () => {
        channel = undefined;
      });
      return open;
    });
    channel.catch(() => {
      channel = undefined;
    });
    return channel;
  };
  const consumers = new Set<QueueConsumer>();
  const nameOf = (name: string): string => options.prefix + name;
  const queue: Queue = {
    connection,
    nameOf,
    isUp: () => connection.ready && prepared,
    async onConnected(run) {
      prepare = run;
      if (connection.ready) await prepareConnection();
    },
    async publish(message) {
      if (!queue.isUp()) throw new AppError('unavailable', 'the message broker is away');
      const send = async (): Promise<void> => {
        const open = await publisher();
        // straight to a queue: a queue that is not there must fail the publish, not swallow the message
        const messageId = message.exchange ? undefined : String(++lastId);
        await open.basicPublish(
          {
            ...(messageId === undefined ? {} : { messageId, mandatory: true }),
            exchange: message.exchange ? nameOf(message.exchange) : '',
            routingKey: message.exchange ? message.routingKey : nameOf(message.routingKey),
            durable: true,
            contentType: 'application/json',
            ...(message.headers ? { headers: message.headers } : {}),
            ...(message.expirationMs === undefined ? {} : { expiration: String(Math.round(message.expirationMs)) }),
          },
          Buffer.isBuffer(message.body) ? message.body : Buffer.from(JSON.stringify(message.body)),
        );
        if (messageId === undefined) return;
        // the client reports a return one turn of the loop after it resolved the confirm
        await new Promise((resolve) => void setImmediate(resolve));
        if (returned.delete(messageId)) throw new AppError('unavailable', 'the queue is not there', { queue: message.routingKey });
      };
      await withTimeout(send(), message.timeoutMs ?? 2_000);
    },
    consume(name, { concurrency, prefetch }, handler) {
      const consumer = connection.createConsumer(
        { queue: nameOf(name), queueOptions: { passive: true }, concurrency, qos: { prefetchCount: prefetch }, requeue: true },
        async (message) => {
          const verdict = await handler({
            body: message.body as unknown,
            headers: message.headers ?? {},
            routingKey: message.routingKey,
            redelivered: message.redelivered,
          });
          return verdict === 'ack' ? ConsumerStatus.ACK : verdict === 'requeue' ? ConsumerStatus.REQUEUE : ConsumerStatus.DROP;
        },
      );
      consumer.on('error', (error: unknown) => options.log.warn({ err: error, queue: name }, 'consumer'));
      const open: QueueConsumer = {
        close: async () => {
          consumers.delete(open);
          await consumer.close();
        },
      };
      consumers.add(open);
      return open;
    },
  };
  closers = [
    async () => void (await Promise.allSettled([...consumers].map((consumer) => consumer.close()))),
    async () => void (await channel?.then((open) => open.close()).catch(() => undefined)),
    async () => withTimeout(connection.close(), 3_000).catch(() => connection.unsafeDestroy()),
  ];
  handle = queue;
  return queue;
}

/** The connected broker; throws when the process has none. */
export function queue(): Queue {
  if (!handle) throw new Error('connectQueue was not called');
  return handle;
}

/** Consumers first, then the publisher, then the connection: `close()` hangs with a publisher open. */
export async function closeQueue(): Promise<void> {
  handle = undefined;
  for (const close of closers) await close();
  closers = [];
}

async function withTimeout<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError('unavailable', 'the message broker did not answer in time')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('unavailable', error instanceof Error ? error.message : 'the message broker is away');
  } finally {
    clearTimeout(timer);
  }
}
