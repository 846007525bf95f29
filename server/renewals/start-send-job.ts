import type { z } from 'zod';
import type { sendNowInput } from '../../types/renewals.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { isTakenKey } from '../platform/is-taken-key.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { publishJob } from './publish-job.ts';
import type { JobRecord } from './renewal-record-types.ts';
import { resolveSelection } from './resolve-selection.ts';
import { resumeJob } from './resume-job.ts';
import { selectJobs } from './select-jobs.ts';

/**
 * Begins a bulk "send now": its renewals are written down in one transaction, then given to the senders person by person. Each is decided
 * again when its turn comes. The same `clientKey` begins it once. Errors: not_found, invalid_input (nothing
 * matches), too_large, conflict (the key is another person's).
 */
export async function startSendJob(ctx: UserCtx, input: z.output<typeof sendNowInput>): Promise<JobRecord> {
  const known = await findByKey(ctx, input.clientKey);
  if (known) return known;
  const ids = await resolveSelection(ctx, input.selection);
  if (ids.length === 0 && 'ids' in input.selection) throw new AppError('not_found', 'There is no such renewal.');
  if (ids.length === 0) throw new AppError('invalid_input', 'Nothing of this is there to be sent.', { fields: ['selection'] });
  try {
    await inTransaction(ctx, async ({ tx }) => {
      const { insertId } = await tx.execute('INSERT INTO renewal_job (tenant_id, user_id, client_key, total, created_at) VALUES (?)', [
        [ctx.tenantId, ctx.actor.userId, input.clientKey, ids.length, ctx.now],
      ]);
      for (let start = 0; start < ids.length; start += 1_000)
        await tx.execute('INSERT INTO renewal_job_item (tenant_id, job_id, renewal_id) VALUES ?', [
          ids.slice(start, start + 1_000).map((id) => [ctx.tenantId, insertId, id]),
        ]);
      await recordAudit(tx, [
        {
          tenantId: ctx.tenantId,
          actor: ctx.actor,
          entityType: 'renewal',
          entityId: '0',
          action: 'send_started',
          after: { jobId: insertId, renewals: ids.length },
          requestId: ctx.requestId,
          at: ctx.now,
        },
      ]);
      tx.afterCommit(() => publishJob(ctx, insertId));
      // nobody waits for thousands of messages to be handed over; the broker away: the sweep goes on with it
      tx.afterCommit(async () => void (await resumeJob(ctx, insertId)));
    });
  } catch (error) {
    if (!isTakenKey(error, 'uq_renewal_job_key')) throw error;
  }
  const job = await findByKey(ctx, input.clientKey);
  if (!job) throw new Error('the job was not stored');
  return job;
}

async function findByKey(ctx: UserCtx, clientKey: string): Promise<JobRecord | null> {
  const [job] = await database().query<JobRecord>(`${selectJobs} WHERE j.tenant_id = ? AND j.client_key = ?`, [ctx.tenantId, clientKey]);
  if (job && job.user_id !== ctx.actor.userId) throw new AppError('conflict', 'This key belongs to another sending.');
  return job ?? null;
}
