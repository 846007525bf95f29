import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { queue } from '../platform/queue.ts';

/** Renewals of one person travel together, so that they become one message where they may. */
const MOST_TOGETHER = 200;

/**
 * Gives what a job has left, and is due, to the senders: one message per person. Safe to repeat (a renewal is sent once per job): after a
 * crash, or when quiet hours are over, the sweep calls it again.
 */
export async function resumeJob(ctx: Pick<Ctx, 'tenantId' | 'now'>, jobId: string): Promise<number> {
  const rows = await database().query<{ renewal_id: string; contact_id: string | null }>(
    `SELECT i.renewal_id, r.contact_id FROM renewal_job j JOIN renewal_job_item i ON i.tenant_id = j.tenant_id AND i.job_id = j.id
     JOIN renewal r ON r.tenant_id = i.tenant_id AND r.id = i.renewal_id
     WHERE j.tenant_id = ? AND j.id = ? AND j.state = 'running' AND i.state = 'waiting' AND (i.not_before IS NULL OR i.not_before <= ?)
     ORDER BY r.due_date, r.id`,
    [ctx.tenantId, jobId, ctx.now],
  );
  const people = new Map<string, { contactId: string | null; renewalIds: string[] }>();
  for (const { renewal_id: id, contact_id: contactId } of rows) {
    const key = contactId ?? `none-${id}`;
    const person = people.get(key);
    if (person) person.renewalIds.push(id);
    else people.set(key, { contactId, renewalIds: [id] });
  }
  const bodies = [...people.values()].flatMap(({ contactId, renewalIds }) =>
    Array.from({ length: Math.ceil(renewalIds.length / MOST_TOGETHER) }, (_, index) => ({
      tenantId: ctx.tenantId,
      contactId,
      renewalIds: renewalIds.slice(index * MOST_TOGETHER, (index + 1) * MOST_TOGETHER),
      mode: 'manual' as const,
      jobId,
    })),
  );
  for (let start = 0; start < bodies.length; start += 50)
    await Promise.all(bodies.slice(start, start + 50).map((body) => queue().publish({ routingKey: 'renewal.sender', body })));
  return bodies.length;
}
