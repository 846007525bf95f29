import type { LinkSource } from '../../types/outlets.ts';

/** How sure a link is by where it comes from, 0 to 100. What a person of the staff says is certain; what a merchant tapped nearly so. */
export const LINK_CONFIDENCE = { agent: 100, merchant: 95, pos: 90, import: 70 } as const satisfies Record<LinkSource, number>;

/**
 * A number somebody typed whose owner belongs to outlets they may not see: offered when it is asked which outlet is meant, and nothing else
 * rests on it until the merchant, the POS, or a colleague who sees more says the same.
 */
export const UNCONFIRMED_CONFIDENCE = 40;

/** A row of `contact_outlet`, as far as trust goes. */
export interface StoredLink {
  source: LinkSource;
  confidence: number;
  isListed: boolean;
  expiresAt: Date | null;
}
/** What it is worth now. */
export interface LinkTrust {
  source: LinkSource;
  /** 0 once it has expired */
  confidence: number;
  isExpired: boolean;
  expiresAt: Date | null;
  /** what was chosen with it (the default for new tickets) still holds */
  isFresh: boolean;
  /** only a typed number stands behind it (`UNCONFIRMED_CONFIDENCE`) */
  isUnconfirmed: boolean;
}

/** What a link is worth at this moment: as it was stored until it expires; after that as much as the POS's word, while the POS names it; else nothing. */
export function decideLinkTrust({ source, confidence, isListed, expiresAt }: StoredLink, now: Date): LinkTrust {
  const isUnconfirmed = source === 'agent' && confidence <= UNCONFIRMED_CONFIDENCE;
  if (isListed && (isUnconfirmed || isPast(expiresAt, now)))
    return { source: 'pos', confidence: LINK_CONFIDENCE.pos, isExpired: false, expiresAt: null, isFresh: false, isUnconfirmed: false };
  if (isPast(expiresAt, now)) return { source, confidence: 0, isExpired: true, expiresAt, isFresh: false, isUnconfirmed };
  return { source, confidence, isExpired: false, expiresAt, isFresh: !isUnconfirmed, isUnconfirmed };
}

function isPast(expiresAt: Date | null, now: Date): boolean {
  return expiresAt !== null && expiresAt <= now;
}
