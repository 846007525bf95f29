import { Redis } from 'ioredis';
import mysql from 'mysql2/promise';
import { Connection } from 'rabbitmq-client';
import type { Config } from '../../server/config.ts';
import { DEAD_LETTER_QUEUES } from '../../server/platform/dead-letter-queue-of.ts';
import { DIRECT_QUEUES, RETRY_DELAYS_MS, WORK_QUEUES } from '../../server/platform/topology.ts';

/** Drops what a world left on the shared services: database, queues, exchanges, keys. */
export async function removeWorld(name: string, config: Config): Promise<void> {
  const admin = new URL(config.DATABASE_URL);
  admin.pathname = '/';
  const connection = await mysql.createConnection(admin.href);
  await connection.query('DROP DATABASE IF EXISTS ??', [name]);
  await connection.end();

  const redis = new Redis(config.REDIS_URL);
  for (let cursor = '0'; ; ) {
    const [next, keys] = await redis.scan(cursor, 'MATCH', `${config.REDIS_PREFIX}*`, 'COUNT', 1000);
    if (keys.length > 0) await redis.del(...keys);
    cursor = next;
    if (cursor === '0') break;
  }
  redis.disconnect();

  const broker = new Connection(config.RABBITMQ_URL);
  const nameOf = (queue: string): string => config.QUEUE_PREFIX + queue;
  const lanes = [
    ...Array.from({ length: config.INGEST_LANES }, (_, lane) => `wa.ingest.${lane}`),
    ...Array.from({ length: config.STATUS_LANES }, (_, lane) => `wa.status.${lane}`),
  ];
  for (const queue of [...lanes, ...new Set(WORK_QUEUES.map(({ name }) => name)), ...DIRECT_QUEUES, ...DEAD_LETTER_QUEUES, ...Object.keys(RETRY_DELAYS_MS)])
    await broker.queueDelete({ queue: nameOf(queue) });
  for (const exchange of ['wa.events', 'tickets.events', 'billing.events', 'engage.dlx', ...Object.keys(RETRY_DELAYS_MS)])
    await broker.exchangeDelete({ exchange: nameOf(exchange) });
  await broker.close();
}
