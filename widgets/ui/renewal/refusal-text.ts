import type { EngageError } from '../../core/engage-error.ts';
import type { DetailSay } from './detail-words.ts';

/** Why an act on a renewal did not work, and what to do, in a sentence; `isSaving`: something was to be kept, not only read. */
export function refusalText(say: DetailSay, error: EngageError, isSaving = false): string {
  if (isSaving && error.offline) return say('refused.unsaved');
  switch (error.code) {
    case 'conflict':
    case 'forbidden':
    case 'not_found':
    case 'invalid_input':
    case 'rate_limited':
    case 'unavailable':
      return say(`refused.${error.code}`);
    default:
      return say('refused.other', { reference: error.requestId ?? error.code });
  }
}
