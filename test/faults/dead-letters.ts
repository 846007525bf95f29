import { Connection } from 'rabbitmq-client';
import type { Stage } from '../load/stage.ts';

/** Messages that came to rest in a dead-letter queue of this stage. */
export async function deadLetters(stage: Stage): Promise<number> {
  const connection = new Connection({ url: stage.brokerUrl, connectionTimeout: 5_000 });
  try {
    let total = 0;
    for (const name of ['wa.ingest.dlq', 'wa.status.dlq', 'wa.send.dlq', 'media.fetch.dlq']) {
      const { messageCount } = await connection.queueDeclare({ queue: stage.queuePrefix + name, passive: true });
      total += messageCount;
    }
    return total;
  } finally {
    await connection.close();
  }
}
