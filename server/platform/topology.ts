import { DEAD_LETTER_QUEUES, deadLetterQueueOf } from './dead-letter-queue-of.ts';
import type { Queue } from './queue.ts';

const QUORUM = { 'x-queue-type': 'quorum', 'x-overflow': 'reject-publish', 'x-dead-letter-strategy': 'at-least-once' } as const;

/** How many lanes messages and statuses are spread over; must be the same in every process of an installation. */
export interface Lanes {
  ingest: number;
  status: number;
}

/** Where retries wait: fanout exchange and queue of the same name; the routing key of a retried message is the queue it goes back to. */
export const RETRY_DELAYS_MS = { 'engage.retry.5s': 5_000, 'engage.retry.30s': 30_000, 'engage.retry.300s': 300_000 } as const;

/** Plain work queues and what they listen to. */
export const WORK_QUEUES = [
  { name: 'wa.send', exchange: 'wa.events', key: 'message.queued' },
  { name: 'wa.send.bulk', exchange: 'wa.events', key: 'message.queued_bulk' },
  { name: 'media.fetch', exchange: 'wa.events', key: 'media.pending' },
  { name: 'wa.read', exchange: 'tickets.events', key: 'ticket.read' },
  { name: 'ticket.updater', exchange: 'tickets.events', key: 'ticket.created' },
  { name: 'ticket.updater', exchange: 'tickets.events', key: 'outlet.chosen' },
  { name: 'ticket.outlets', exchange: 'billing.events', key: 'outlets.synced' },
  { name: 'contact.links', exchange: 'billing.events', key: 'outlets.synced' },
  { name: 'renewal.updater', exchange: 'wa.events', key: 'message.failed' },
  { name: 'renewal.updater', exchange: 'wa.events', key: 'template.changed' },
  { name: 'renewal.updater', exchange: 'tickets.events', key: 'prompt.answered' },
  { name: 'renewal.refresh', exchange: 'billing.events', key: 'outlets.synced' },
  { name: 'renewal.refresh', exchange: 'billing.events', key: 'outlets.people_changed' },
] as const;

/** Work queues that are written to by name. */
export const DIRECT_QUEUES = ['pos.sync', 'renewal.scheduler', 'renewal.sender'] as const;

/**
 * Declares every exchange and queue (idempotent). Quorum queues always carry a delivery limit and a dead-letter exchange:
 * RabbitMQ 4 silently drops after 20 redeliveries otherwise.
 */
export async function declareTopology(queue: Queue, lanes: Lanes): Promise<void> {
  const { connection } = queue;
  const nameOf = (name: string): string => queue.nameOf(name);
  const deadLetter = nameOf('engage.dlx');
  await connection.exchangeDeclare({ exchange: deadLetter, type: 'direct', durable: true });
  for (const exchange of ['wa.events', 'tickets.events', 'billing.events']) {
    await connection.exchangeDeclare({ exchange: nameOf(exchange), type: 'topic', durable: true });
  }
  for (const name of DEAD_LETTER_QUEUES) {
    // looking into a dead-letter queue counts as a delivery: the limit must be out of reach
    await connection.queueDeclare({ queue: nameOf(name), durable: true, arguments: { 'x-queue-type': 'quorum', 'x-delivery-limit': 1_000_000 } });
    await connection.queueBind({ queue: nameOf(name), exchange: deadLetter, routingKey: name });
  }
  for (const [name, delayMs] of Object.entries(RETRY_DELAYS_MS)) {
    await connection.exchangeDeclare({ exchange: nameOf(name), type: 'fanout', durable: true });
    await connection.queueDeclare({
      queue: nameOf(name),
      durable: true,
      arguments: { ...QUORUM, 'x-dead-letter-exchange': '', 'x-message-ttl': Math.round(delayMs * 1.25), 'x-delivery-limit': 1_000_000 },
    });
    await connection.queueBind({ queue: nameOf(name), exchange: nameOf(name), routingKey: '' });
  }
  const work = (name: string, more: Record<string, unknown> = {}): Promise<unknown> =>
    connection.queueDeclare({
      queue: nameOf(name),
      durable: true,
      arguments: { ...QUORUM, 'x-dead-letter-exchange': deadLetter, 'x-dead-letter-routing-key': deadLetterQueueOf(name), 'x-delivery-limit': 50, ...more },
    });
  for (let lane = 0; lane < lanes.ingest; lane++) await work(`wa.ingest.${lane}`, { 'x-single-active-consumer': true });
  for (let lane = 0; lane < lanes.status; lane++) await work(`wa.status.${lane}`, { 'x-single-active-consumer': true });
  for (const queue of WORK_QUEUES) {
    await work(queue.name);
    await connection.queueBind({ queue: nameOf(queue.name), exchange: nameOf(queue.exchange), routingKey: queue.key });
  }
  for (const name of DIRECT_QUEUES) await work(name);
}
