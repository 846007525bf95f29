import type { LinkState } from '../../types/tickets.ts';

/** An outlet a contact speaks for now: a link that is neither rejected nor expired. */
export interface OutletLink {
  oid: string;
  fid: string;
  name: string;
  /** chosen before, and still remembered */
  isPrimary: boolean;
  isClosed: boolean;
  /** 0 to 100 */
  confidence: number;
  /** only a typed number stands behind it: it may be meant, and never is by itself */
  isUnconfirmed: boolean;
}
export interface OutletDecision {
  linkState: LinkState;
  oid: string | null;
  fid: string | null;
}

/**
 * Which outlet a new ticket belongs to (POS-09, POS-10): the only one (closed outlets count only when there is no other), else the one
 * chosen before (of several the one that is trusted more), else a person decides: when all are of one franchise, somebody who may see it.
 * An unconfirmed link never has the ticket, and shows it to nobody: it only makes it a question which outlet is meant.
 */
export function decideOutletLink(links: readonly OutletLink[]): OutletDecision {
  const proven = links.filter((link) => !link.isUnconfirmed);
  const living = proven.filter((link) => !link.isClosed);
  const candidates = living.length > 0 ? living : proven;
  const doubtful = links.filter((link) => link.isUnconfirmed && !link.isClosed).length;
  const primaries = candidates.filter((link) => link.isPrimary);
  const trusted = primaries.filter((link) => primaries.every((other) => other === link || other.confidence < link.confidence));
  const chosen = candidates.length + doubtful === 1 ? candidates[0] : trusted[0];
  if (chosen) return { linkState: 'linked', oid: chosen.oid, fid: chosen.fid };
  const fids = new Set(candidates.map((link) => link.fid));
  return { linkState: candidates.length + doubtful > 1 ? 'ambiguous' : 'unknown', oid: null, fid: fids.size === 1 ? (candidates[0]?.fid ?? null) : null };
}
