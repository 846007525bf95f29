import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { queue } from '../platform/queue.ts';
import { planDueRenewals } from './plan-due-renewals.ts';
import type { ReminderJob } from './send-types.ts';

const PEOPLE_AT_ONCE = 200;
const MOST_TOGETHER = 200;
const PUBLISH_AT_ONCE = 50;

/**
 * Gives everybody of the tenant about whom something is due to the senders (looked at once more, page by page): one message per person, with all their open renewals, so that
 * they may become one digest. Nothing is claimed here: given out twice, a renewal is still written about once. Answers how many messages.
 */
export async function buildReminders(ctx: Ctx): Promise<number> {
  let given = 0;
  await planDueRenewals(ctx);
  for (let after = '0'; ; ) {
    const people = await database().query<{ contact_id: string }>(
      `SELECT DISTINCT contact_id FROM renewal WHERE tenant_id = ? AND next_at <= ? AND contact_id > ? AND status IN ('due', 'failed') ORDER BY contact_id LIMIT ?`,
      [ctx.tenantId, ctx.now, after, PEOPLE_AT_ONCE],
    );
    const contactIds = people.map((row) => row.contact_id);
    if (contactIds.length > 0) given += await giveOut(ctx, await loadJobs(ctx, contactIds));
    if (contactIds.length < PEOPLE_AT_ONCE) break;
    after = contactIds.at(-1) ?? after;
  }
  for (let after = '0'; ; ) {
    const rows = await database().query<{ id: string }>(
      `SELECT id FROM renewal WHERE tenant_id = ? AND next_at <= ? AND contact_id IS NULL AND id > ? AND status IN ('due', 'failed') ORDER BY id LIMIT ?`,
      [ctx.tenantId, ctx.now, after, MOST_TOGETHER],
    );
    const renewalIds = rows.map((row) => row.id);
    if (renewalIds.length > 0) given += await giveOut(ctx, [{ contactId: null, renewalIds, mode: 'cadence' }]);
    if (renewalIds.length < MOST_TOGETHER) return given;
    after = renewalIds.at(-1) ?? after;
  }
}

/** What waits for another day goes along: it may join a digest. */
async function loadJobs(ctx: Ctx, contactIds: readonly string[]): Promise<ReminderJob[]> {
  const rows = await database().query<{ id: string; contact_id: string }>(
    `SELECT id, contact_id FROM renewal WHERE tenant_id = ? AND contact_id IN (?) AND status IN ('due', 'failed') AND next_at IS NOT NULL
     ORDER BY contact_id, next_at > ?, due_date, id`,
    [ctx.tenantId, contactIds, ctx.now],
  );
  const people = new Map<string, string[]>();
  for (const { id, contact_id: contactId } of rows) {
    const known = people.get(contactId);
    if (!known) people.set(contactId, [id]);
    else if (known.length < MOST_TOGETHER) known.push(id);
  }
  return [...people].map(([contactId, renewalIds]) => ({ contactId, renewalIds, mode: 'cadence' }));
}

async function giveOut(ctx: Ctx, jobs: readonly ReminderJob[]): Promise<number> {
  for (let start = 0; start < jobs.length; start += PUBLISH_AT_ONCE)
    await Promise.all(
      jobs.slice(start, start + PUBLISH_AT_ONCE).map((job) => queue().publish({ routingKey: 'renewal.sender', body: { tenantId: ctx.tenantId, ...job } })),
    );
  return jobs.length;
}
