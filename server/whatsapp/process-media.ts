import { z } from 'zod';
import { settleMedia } from '../messages/settle-media.ts';
import type { Log } from '../platform/log.ts';
import type { Delivery, Verdict } from '../platform/queue.ts';
import { retryLater } from '../platform/retry-later.ts';
import type { DownloadRules } from './download-file.ts';
import { fetchMedia } from './fetch-media.ts';
import { UnknownMedia } from './unknown-media.ts';

const event = z.object({ tenantId: z.string(), payload: z.object({ messageIds: z.array(z.string()).max(1000) }) });
/** 5 s, 30 s, then every 5 minutes for an hour; from then on the message says that the file is missing, and it is tried every hour */
const QUICK_ATTEMPTS = 14;
const SLOW_EVERY = 12;
/** turns of 5 minutes in the seven days for which Meta keeps a file */
const ATTEMPTS = 2_016;
/** an id nobody knows after this many turns is shown as expired, and asked for all the same */
const UNKNOWN_ATTEMPTS = 1;
const AT_ONCE = 4;

/**
 * One `media.pending` from the queue: fetches each file, four at a time. What fails is handed to the retry queues message by message;
 * after an hour the file is marked failed (the message stays) but tried on, more slowly, for the week in which Meta keeps it; then the job rests
 * in the dead-letter queue.
 */
export async function processMedia(delivery: Delivery, rules: Omit<DownloadRules, 'maxBytes'>, log: Log): Promise<Verdict> {
  const parsed = event.safeParse(delivery.body);
  if (!parsed.success) return 'dead';
  const { tenantId, payload } = parsed.data;
  const attempt = Number(delivery.headers['x-engage-attempt'] ?? 0);
  const waiting = [...payload.messageIds];
  const work = async (): Promise<void> => {
    for (let messageId = waiting.shift(); messageId !== undefined; messageId = waiting.shift()) {
      const again = async (detail: string): Promise<'retry' | 'dead'> =>
        retryLater(
          'media.fetch',
          { tenantId, type: 'media.pending', payload: { messageIds: [messageId] } },
          { attempt, attempts: ATTEMPTS, reason: 'media', error: detail },
        );
      if (attempt > QUICK_ATTEMPTS && attempt % SLOW_EVERY !== 0) {
        await again('between two tries');
        continue;
      }
      try {
        await fetchMedia({ tenantId, messageId }, rules, new Date(), log);
      } catch (error) {
        const detail = error instanceof Error ? error.message.slice(0, 300) : 'unknown';
        log.info({ messageId, attempt, detail }, 'a file could not be fetched yet');
        const isUnknown = error instanceof UnknownMedia;
        // nobody can do anything about an id that stayed unknown all week: no dead letter for it
        const verdict = isUnknown && attempt >= ATTEMPTS ? 'dead' : await again(detail);
        if (isUnknown ? attempt >= UNKNOWN_ATTEMPTS : attempt >= QUICK_ATTEMPTS || verdict === 'dead')
          await settleMedia(tenantId, messageId, { state: isUnknown ? 'expired' : 'failed', detail }, new Date(), log);
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
