import { limitCalls } from '../platform/limit-calls.ts';
import type { UserCtx } from '../platform/trpc.ts';

const limit = limitCalls({ name: 'uploads', calls: 30, seconds: 60, sentence: 'Too many files at once. Please wait a moment.' });

/** One file of a person, counted before it is read: thirty a minute, then `rate_limited`. */
export async function guardUploads({ tenantId, actor }: UserCtx): Promise<void> {
  await limit(`${tenantId}|${actor.userId}`);
}
