import { limitCalls } from '../platform/limit-calls.ts';
import { networkOf } from '../platform/network-of.ts';

const limit = limitCalls({ name: 'import', calls: 20, seconds: 60, sentence: 'Too many calls. Please wait a moment.' });

/** One call of the import door, counted before its token is looked at: twenty a minute and network, then `rate_limited`. */
export async function guardImport(ip: string): Promise<void> {
  await limit(networkOf(ip));
}
