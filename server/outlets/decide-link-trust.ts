import type { LinkSource } from '../../types/outlets.ts';

/** How sure a link is by where it comes from, 0 to 100. What a person of the staff says is certain; what a merchant tapped nearly so. */
export const LINK_CONFIDENCE = { agent: 100, merchant: 95, pos: 90, import: 70 } as const satisfies Record<LinkSource, number>;

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
}

/** What a link is worth at this moment: as it was stored until it expires; after that as much as the POS's word, while the POS names it; else nothing. */
export function decideLinkTrust({ source, confidence, isListed, expiresAt }: StoredLink, now: Date): LinkTrust {
  if (expiresAt === null || expiresAt > now) return { source, confidence, isExpired: false, expiresAt, isFresh: true };
  if (isListed) return { source: 'pos', confidence: LINK_CONFIDENCE.pos, isExpired: false, expiresAt: null, isFresh: false };
  return { source, confidence: 0, isExpired: true, expiresAt, isFresh: false };
}
