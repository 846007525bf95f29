/** The terminal queues only an operator empties (`npm run dlq`). */
export const DEAD_LETTER_QUEUES = [
  'wa.ingest.dlq',
  'wa.status.dlq',
  'wa.send.dlq',
  'wa.read.dlq',
  'media.fetch.dlq',
  'ticket.updater.dlq',
  'ticket.outlets.dlq',
  'pos.sync.dlq',
  'contact.links.dlq',
  'renewal.refresh.dlq',
  'renewal.scheduler.dlq',
  'renewal.sender.dlq',
  'renewal.updater.dlq',
] as const;

/** The queue a dead message comes to rest in. */
export function deadLetterQueueOf(queue: string): (typeof DEAD_LETTER_QUEUES)[number] {
  return DEAD_LETTER_QUEUES.find((name) => queue.startsWith(name.slice(0, -'.dlq'.length))) ?? 'wa.ingest.dlq';
}
