/** A person linked to an outlet, as far as it matters for whom to write to. */
export interface RecipientLink {
  contactId: string;
  isRejected: boolean;
  expiresAt: Date | null;
  isPayer: boolean;
  /** the POS names this person first for the outlet, now */
  isListedFirst: boolean;
  /** 0 to 100 */
  confidence: number;
  confirmedAt: Date | null;
  isOptedOut: boolean;
  /** has WhatsApp, an e-mail address, or both */
  isReachable: boolean;
}

/**
 * Who is written to about an outlet (renewal reminders first of all): who was chosen to pay, else whom the POS names first, else the
 * link that is trusted most and was confirmed last. Links that are rejected or expired never count; who opted out, or can be reached
 * in no way, only when there is nobody else, so that the reason can be told. The same links in any order give the same answer.
 */
export function decideRecipient<T extends RecipientLink>(links: readonly T[], now: Date): T | null {
  const counting = links.filter((link) => !link.isRejected && (link.expiresAt === null || link.expiresAt > now));
  return counting.reduce<T | null>((best, link) => (best === null || compare(link, best) < 0 ? link : best), null);
}

function compare(one: RecipientLink, other: RecipientLink): number {
  return (
    Number(one.isOptedOut) - Number(other.isOptedOut) ||
    Number(other.isReachable) - Number(one.isReachable) ||
    Number(other.isPayer) - Number(one.isPayer) ||
    Number(other.isListedFirst) - Number(one.isListedFirst) ||
    other.confidence - one.confidence ||
    (other.confirmedAt?.getTime() ?? 0) - (one.confirmedAt?.getTime() ?? 0) ||
    // ids are numbers without leading zeros: the shorter one is the smaller, and was known first
    one.contactId.length - other.contactId.length ||
    (one.contactId < other.contactId ? -1 : Number(one.contactId > other.contactId))
  );
}
