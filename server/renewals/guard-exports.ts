import { limitCalls } from '../platform/limit-calls.ts';
import type { UserCtx } from '../platform/trpc.ts';

const limit = limitCalls({ name: 'exports', calls: 10, seconds: 600, sentence: 'Too many exports at once. Please wait a moment.' });

/** One export of a person, counted before it is read: ten in ten minutes, then `rate_limited`. */
export async function guardExports({ tenantId, actor }: UserCtx): Promise<void> {
  await limit(`${tenantId}|${actor.userId}`);
}
