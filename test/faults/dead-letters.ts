import { Connection } from 'rabbitmq-client';
import { DEAD_LETTER_QUEUES } from '../../server/platform/dead-letter-queue-of.ts';
import type { Stage } from '../load/stage.ts';

/** Messages that came to rest in a dead-letter queue of this stage. */
export async function deadLetters(stage: Stage): Promise<number> {
  const connection = new Connection({ url: stage.brokerUrl, connectionTimeout: 5_000 });
  try {
    let total = 0;
    for (const name of DEAD_LETTER_QUEUES) {
      const { messageCount } = await connection.queueDeclare({ queue: stage.queuePrefix + name, passive: true });
      total += messageCount;
    }
    return total;
  } finally {
    await connection.close();
  }
}
