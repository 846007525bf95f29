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

/** Which outlet a new ticket belongs to (POS-09, POS-10): the only one (closed outlets count only when there is no other), else the one chosen before, else a person decides. */
export function decideOutletLink(links: readonly OutletLink[]): OutletDecision {
  const living = links.filter((link) => !link.isClosed);
  const candidates = living.length > 0 ? living : links;
  const primaries = candidates.filter((link) => link.isPrimary);
  const chosen = candidates.length === 1 ? candidates[0] : primaries.length === 1 ? primaries[0] : undefined;
  if (chosen) return { linkState: 'linked', oid: chosen.oid, fid: chosen.fid };
  return { linkState: candidates.length > 1 ? 'ambiguous' : 'unknown', oid: null, fid: null };
}
