import type { LinkState } from '../../types/tickets.ts';

/** An outlet a contact speaks for. */
export interface OutletLink {
  oid: string;
  fid: string;
  isPrimary: boolean;
  isClosed: boolean;
}
export interface OutletDecision {
  linkState: LinkState;
  oid: string | null;
  fid: string | null;
}

/** Which outlet a new ticket belongs to (POS-09, POS-10): the only one (closed outlets count only when there is no other), else the one chosen before, else a person decides: when all are of one franchise, somebody who may see that franchise. */
export function decideOutletLink(links: readonly OutletLink[]): OutletDecision {
  const living = links.filter((link) => !link.isClosed);
  const candidates = living.length > 0 ? living : links;
  const primaries = candidates.filter((link) => link.isPrimary);
  const chosen = candidates.length === 1 ? candidates[0] : primaries.length === 1 ? primaries[0] : undefined;
  if (chosen) return { linkState: 'linked', oid: chosen.oid, fid: chosen.fid };
  const fids = new Set(candidates.map((link) => link.fid));
  return { linkState: candidates.length > 1 ? 'ambiguous' : 'unknown', oid: null, fid: fids.size === 1 ? (candidates[0]?.fid ?? null) : null };
}
