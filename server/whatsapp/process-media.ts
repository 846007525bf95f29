import { z } from 'zod';
import { settleMedia } from '../messages/settle-media.ts';
import type { Log } from '../platform/log.ts';
import type { Delivery, Verdict } from '../platform/queue.ts';
import { retryLater } from '../platform/retry-later.ts';
import type { DownloadRules } from './download-file.ts';
import { fetchMedia } from './fetch-media.ts';

const event = z.object({ tenantId: z.string(), payload: z.object({ messageIds: z.array(z.string()).max(1000) }) });
/** 5 s, 30 s, then every 5 minutes for about an hour */
const ATTEMPTS = 13;
const AT_ONCE = 4;

/**
 * One `media.pending` from the queue: fetches each file, four at a time. What fails is handed to the retry queues message by message;
 * when those are used up the file is marked failed (the message stays) and the job rests in the dead-letter queue, from where it can be replayed.
 */
export async function processMedia(delivery: Delivery, rules: Omit<DownloadRules, 'maxBytes'>, log: Log): Promise<Verdict> {
  const parsed = event.safeParse(delivery.body);
  if (!parsed.success) return 'dead';
  const { tenantId, payload } = parsed.data;
  const attempt = Number(delivery.headers['x-engage-attempt'] ?? 0);
  const waiting = [...payload.messageIds];
  const work = async (): Promise<void> => {
    for (let messageId = waiting.shift(); messageId !== undefined; messageId = waiting.shift()) {
      try {
        await fetchMedia({ tenantId, messageId }, rules, new Date(), log);
      } catch (error) {
        const detail = error instanceof Error ? error.message.slice(0, 300) : 'unknown';
        log.info({ messageId, attempt, detail }, 'a file could not be fetched yet');
        const verdict = await retryLater(
          'media.fetch',
          { tenantId, type: 'media.pending', payload: { messageIds: [messageId] } },
          { attempt, attempts: ATTEMPTS, reason: 'media', error: detail },
        );
        if (verdict === 'dead') await settleMedia(tenantId, messageId, { state: 'failed', detail }, new Date(), log);
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return 'ack';
  } catch (error) {
    log.warn({ err: error }, 'media work goes back to the queue');
    return 'requeue';
  }
}
