import type { EngageError } from '../core/engage-error.ts';
import type { ConsoleSay } from './console-words.ts';

/** What went wrong, and what to do about it. */
export function errorWords(error: EngageError | null, say: ConsoleSay): string {
  if (error?.offline) return say('error.offline');
  const code = error?.code;
  if (code === 'forbidden' || code === 'not_found' || code === 'rate_limited' || code === 'unavailable') return say(`error.${code}`);
  return say('error.internal');
}
