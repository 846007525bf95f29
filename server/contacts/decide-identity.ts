import type { Sender } from './sender-types.ts';

/** What the identity table says about a sender: the contact behind each of its ids, and whether the phone's contact has a BSUID of its own. */
export interface IdentityMatches {
  bsuid: string | null;
  parentBsuid: string | null;
  phone: string | null;
  /** the contact found by phone is known by another BSUID than the sender's */
  phoneHasOtherBsuid: boolean;
}

/** `contactId` null = a new contact. `merge` = this other contact is the same person. `movePhone` = the number changed hands. */
export interface IdentityDecision {
  contactId: string | null;
  mergeId: string | null;
  movePhone: boolean;
}

/**
 * Who a sender is (whatsapp.md §2): BSUID, then parent BSUID, then phone; never the username. The first webhook that carries
 * both ids of what were two contacts joins them, unless the phone's contact has a BSUID of its own: then the number was
 * given to somebody else and only the phone moves.
 */
export function decideIdentity(sender: Sender, matches: IdentityMatches): IdentityDecision {
  const byUser = (sender.bsuid && matches.bsuid) || (sender.parentBsuid && matches.parentBsuid) || null;
  const byPhone = sender.phone ? matches.phone : null;
  if (!byUser) return { contactId: byPhone, mergeId: null, movePhone: false };
  if (!byPhone || byPhone === byUser) return { contactId: byUser, mergeId: null, movePhone: false };
  return matches.phoneHasOtherBsuid ? { contactId: byUser, mergeId: null, movePhone: true } : { contactId: byUser, mergeId: byPhone, movePhone: false };
}
