import { createHash } from 'node:crypto';
import type { Connection, SyncMessage } from 'rabbitmq-client';
import { DEAD_LETTER_QUEUES } from './dead-letter-queue-of.ts';

/** A message that came to rest in a dead-letter queue. Its content stays there: it may be about people. */
export interface DeadLetter {
  /** short hash of queue, time and content: names it for replay and discard */
  id: string;
  queue: string;
  /** where it goes on replay */
  target: string;
  reason: string;
  error: string;
  failedAt: string;
  items: number;
  bytes: number;
}
export interface DeadLetterOrder {
  action: 'list' | 'replay' | 'discard';
  /** one of the dead-letter queues; all of them without it */
  queue?: string;
  /** only this one */
  id?: string;
  /** QUEUE_PREFIX of the installation */
  prefix: string;
}

/**
 * Looks through dead-letter queues (QUEUE-04, X-31). `list` leaves everything where it is; `replay` puts chosen messages back at the
 * start of their work (first attempt) and removes them after the broker's confirm; `discard` removes them. Returns those concerned.
 */
export async function workDeadLetters(connection: Connection, order: DeadLetterOrder): Promise<DeadLetter[]> {
  const concerned: DeadLetter[] = [];
  for (const queue of DEAD_LETTER_QUEUES.filter((name) => order.queue === undefined || name === order.queue)) {
    const channel = await connection.acquire();
    try {
      await channel.confirmSelect();
      // what is not acknowledged goes back to its place when the channel closes
      for (let message = await channel.basicGet({ queue: order.prefix + queue }); message; message = await channel.basicGet({ queue: order.prefix + queue })) {
        const letter = describe(queue, order.prefix, message);
        if (order.id !== undefined && letter.id !== order.id) continue;
        concerned.push(letter);
        if (order.action === 'replay') {
          const body = Buffer.isBuffer(message.body) ? message.body : Buffer.from(JSON.stringify(message.body));
          await channel.basicPublish(
            { routingKey: order.prefix + letter.target, durable: true, contentType: 'application/json', headers: { 'x-engage-replayed': letter.reason } },
            body,
          );
        }
        if (order.action !== 'list') channel.basicAck({ deliveryTag: message.deliveryTag });
      }
    } finally {
      await channel.close();
    }
  }
  return concerned;
}

function describe(queue: string, prefix: string, message: SyncMessage): DeadLetter {
  const headers = (message.headers ?? {}) as Record<string, unknown>;
  const [death] = Array.isArray(headers['x-death']) ? (headers['x-death'] as { queue?: string; reason?: string; time?: Date }[]) : [];
  const body: unknown = message.body;
  const json = Buffer.isBuffer(body) ? body.toString('base64') : (JSON.stringify(body) ?? '');
  const failedAt = text(headers['x-engage-failed-at']) ?? (death?.time instanceof Date ? death.time.toISOString() : '');
  const items = (body as { items?: unknown } | null)?.items;
  return {
    id: createHash('sha256').update(`${queue}|${failedAt}|${json}`).digest('hex').slice(0, 12),
    queue,
    target: text(headers['x-engage-queue']) ?? (death?.queue ?? queue.replace('.dlq', '')).slice(death?.queue?.startsWith(prefix) ? prefix.length : 0),
    reason: text(headers['x-engage-reason']) ?? death?.reason ?? 'unknown',
    error: text(headers['x-engage-error']) ?? '',
    failedAt,
    items: Array.isArray(items) ? items.length : 1,
    bytes: Buffer.byteLength(json),
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
