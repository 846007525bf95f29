import { z } from 'zod';
import { idSchema } from '../../types/paging.ts';
import { AppError } from '../platform/app-error.ts';
import { clock } from '../platform/clock.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import { queue, type Delivery, type QueueConsumer } from '../platform/queue.ts';
import { retryLater } from '../platform/retry-later.ts';
import { runEvery } from '../platform/run-every.ts';
import { systemContext } from '../platform/system-context.ts';
import { buildReminders } from './build-reminders.ts';
import { followMessages } from './follow-messages.ts';
import { followRound } from './follow-round.ts';
import { handOutPerson } from './hand-out-person.ts';
import { hearAnswer } from './hear-answer.ts';
import { isAnyDue } from './is-any-due.ts';
import { refreshRenewals } from './refresh-renewals.ts';
import { sendReminder } from './send-reminder.ts';
import { wakeRenewals } from './wake-renewals.ts';

const FOLLOW_MS = 3_000;
const TRIES_WHILE_AWAY = 100;

const job = z.object({
  tenantId: idSchema,
  contactId: idSchema.nullable(),
  renewalIds: z.array(idSchema).max(1_000),
  mode: z.enum(['cadence', 'manual']),
  jobId: idSchema.optional(),
  authorUserId: idSchema.optional(),
  claim: z.string().max(40).optional(),
});
const round = z.object({ tenantId: idSchema, type: z.literal('build-reminders') });
const synced = z.object({ tenantId: idSchema, payload: z.object({ runId: idSchema.nullish(), oids: z.array(idSchema).optional() }) });
const news = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message.failed'), tenantId: idSchema, payload: z.object({ messageId: idSchema }) }),
  z.object({ type: z.literal('template.changed'), tenantId: idSchema, payload: z.object({ isSendable: z.boolean() }) }),
  z.object({
    type: z.literal('prompt.answered'),
    tenantId: idSchema,
    payload: z.object({ ticketId: idSchema, contactId: idSchema, messageId: idSchema }),
  }),
]);

/**
 * Starts what works on renewals (role worker): refresh after a load of outlets, rounds of the scheduler, the senders, and what comes back.
 * Queues only wake: rows decide, so a delivery that comes twice does nothing twice. Failures go through the retry queues to `<queue>.dlq`.
 */
export function startRenewalHandlers(log: Log): QueueConsumer {
  const at = (tenantId: string, name: string): Ctx => systemContext(tenantId, name, log, clock.now());
  const places = new Map<string, Date | null>();
  const open: { close(): Promise<void> }[] = [
    // two keep up with half of a number's rate, and leave the rest of the machine to what merchants write
    consume('renewal.sender', 2, job, log, async ({ tenantId, jobId, authorUserId, claim, ...rest }) => {
      const more = {
        ...(jobId === undefined ? {} : { jobId }),
        ...(authorUserId === undefined ? {} : { authorUserId }),
        ...(claim === undefined ? {} : { claim }),
      };
      const ctx = at(tenantId, 'renewal');
      if (rest.mode === 'cadence' && !(await isAnyDue(ctx, rest.renewalIds))) return;
      await sendReminder(ctx, { ...rest, ...more });
    }),
    consume('renewal.scheduler', 1, round, log, ({ tenantId }) => buildReminders(at(tenantId, 'renewal'))),
    consume('renewal.updater', 2, news, log, async (event) => {
      const ctx = at(event.tenantId, 'renewal');
      if (event.type === 'prompt.answered') return hearAnswer(ctx, event.payload);
      if (event.type === 'template.changed') return planAnew(ctx);
      const { messageId } = event.payload;
      // what it changed is decided again at once: a failed step is given to a person, what was taken back goes without what took it back
      await followMessages(ctx, messageId);
      return handOutPerson(at(event.tenantId, 'renewal'), messageId);
    }),
    consume('renewal.refresh', 1, synced, log, async ({ tenantId, payload }) => {
      const ctx = at(tenantId, 'renewal');
      await refreshRenewals(ctx, { runId: payload.runId ?? null, ...(payload.oids ? { oids: payload.oids } : {}) });
      await queue().publish({ routingKey: 'renewal.scheduler', body: { tenantId, type: 'build-reminders' } });
    }),
    runEvery(FOLLOW_MS, 'attempts of renewals', () => followAll(log, places), log),
  ];
  return { close: async () => void (await Promise.all(open.map((part) => part.close()))) };
}

/** Another template may be sent than before: who waited for one is decided again at once. */
async function planAnew(ctx: Ctx): Promise<void> {
  const woken = await wakeRenewals(database(), ctx.tenantId, { reason: 'template' }, ctx.now);
  if (woken > 0) await queue().publish({ routingKey: 'renewal.scheduler', body: { tenantId: ctx.tenantId, type: 'build-reminders' } });
}

/** `places`: where the last round of each tenant ended; forgotten by a restart, it begins anew. */
async function followAll(log: Log, places: Map<string, Date | null>): Promise<void> {
  for (const { id } of await database().query<{ id: string }>('SELECT id FROM tenant'))
    places.set(id, await followRound(systemContext(id, 'renewal', log), places.get(id) ?? null));
}

function consume<T>(name: string, concurrency: number, schema: z.ZodType<T>, log: Log, run: (body: T) => Promise<unknown>): QueueConsumer {
  return queue().consume(name, { concurrency, prefetch: concurrency * 2 }, async (delivery: Delivery) => {
    const body = schema.safeParse(delivery.body);
    if (!body.success) return 'dead';
    try {
      await run(body.data);
    } catch (error) {
      const attempt = Number(delivery.headers['x-engage-attempt'] ?? 0);
      const isAway = !(error instanceof AppError) || error.code === 'unavailable';
      const failure = {
        attempt,
        reason: 'renewal',
        error: error instanceof Error ? error.message : 'unknown',
        ...(isAway ? { attempts: TRIES_WHILE_AWAY } : {}),
      };
      const verdict = await retryLater(name, delivery.body, failure);
      log.warn({ err: error, queue: name, attempt, verdict }, 'work on renewals failed');
    }
    return 'ack';
  });
}
