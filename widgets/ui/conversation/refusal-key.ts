import type { EngageError } from '../../core/engage-error.ts';
import type { ConversationSay } from './conversation-words.ts';

/** Which sentence tells why the server refused a reply. One code has several reasons; the details say which. */
export function refusalKey({ code, details }: EngageError): Parameters<ConversationSay>[0] {
  const { reason, status } = details;
  if (code === 'forbidden' && reason === 'opted_out') return 'refused.opted_out';
  if (code !== 'conflict' || typeof status !== 'string') return `refused.${code}`;
  if (status === 'closed') return 'refused.closed';
  // a message is written small, a template's status as WhatsApp says it
  return status === 'unknown' ? 'refused.unconfirmed' : 'refused.template_paused';
}
