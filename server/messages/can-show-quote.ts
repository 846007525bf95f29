import type { Scope } from '../../types/access.ts';
import { canSee } from '../access/can-see.ts';
import type { MessageRow } from './message-types.ts';

/** Which franchises and outlets a message and the one it quotes belong to. */
export type QuotePlaces = Pick<MessageRow, 'ticket_id' | 'fid' | 'oid' | 'reply_id' | 'reply_ticket_id' | 'reply_fid' | 'reply_oid'>;

/**
 * Whether the quoted message may be shown beside its answer (AUTH-03): a merchant of two franchises may quote one's conversation in the
 * other's. Without a scope (a live delta goes to everybody who has the ticket open) only what all of them may see.
 */
export function canShowQuote(row: QuotePlaces, scope: Scope | null): boolean {
  if (row.reply_id === null || row.reply_ticket_id === row.ticket_id) return true;
  if (scope) return canSee(scope, { fid: row.reply_fid, oid: row.reply_oid });
  return (row.fid === null || row.fid === row.reply_fid) && (row.oid === null || row.oid === row.reply_oid);
}
