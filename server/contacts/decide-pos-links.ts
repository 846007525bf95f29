import type { LinkSource } from '../../types/outlets.ts';

/** Somebody the POS names for an outlet, as it is staged. */
export interface NamedContact {
  name: string | null;
  phone: string | null;
  email: string | null;
  is_primary: boolean;
}
/** A link we hold of that outlet. */
export interface HeldLink {
  contactId: string;
  phone: string | null;
  source: LinkSource;
  isListed: boolean;
  isListedFirst: boolean;
  expiresAt: Date | null;
}
/** Somebody to be linked, or whose link is to be refreshed. */
export interface WantedLink {
  phone: string;
  name: string | null;
  email: string | null;
  isFirst: boolean;
}
/** What of an outlet's links must change. */
export interface PosLinkChanges {
  wanted: WantedLink[];
  /** contacts the POS names no longer */
  dropped: string[];
  /** entries with a phone that is none */
  rejected: NamedContact[];
}

/**
 * Compares whom the POS names for an outlet with the links we hold: nothing that is as it should be is named here, so that a night on which
 * nothing changed writes nothing. The first one flagged as primary is turned to first. A link of the POS's that it names no longer is
 * dropped, and of anybody else's links only the mark that it is listed. An entry without a phone says nothing and is left out. `read` makes E.164
 * of a phone as it is written, or null.
 */
export function decidePosLinks(named: readonly NamedContact[], held: readonly HeldLink[], read: (written: string) => string | null): PosLinkChanges {
  const rejected: NamedContact[] = [];
  const listed = new Map<string, WantedLink>();
  let isTaken = false;
  for (const contact of named) {
    if (contact.phone === null) continue;
    const phone = read(contact.phone);
    if (phone === null) {
      rejected.push(contact);
      continue;
    }
    const isFirst: boolean = contact.is_primary && !isTaken;
    isTaken ||= isFirst;
    const known = listed.get(phone);
    listed.set(phone, { phone, name: known?.name ?? contact.name, email: known?.email ?? contact.email, isFirst: isFirst || known?.isFirst === true });
  }
  const byPhone = new Map(held.flatMap((link) => (link.phone === null ? [] : [[link.phone, link] as const])));
  const isSettled = (wanted: WantedLink): boolean => {
    const link = byPhone.get(wanted.phone);
    const isCurrent = link !== undefined && link.isListed && link.isListedFirst === wanted.isFirst;
    return isCurrent && (link.source !== 'pos' || link.expiresAt === null) && link.source !== 'import';
  };
  const isDropped = (link: HeldLink): boolean => {
    if (link.phone !== null && listed.has(link.phone)) return false;
    return link.isListed || (link.source === 'pos' && link.expiresAt === null);
  };
  return {
    wanted: [...listed.values()].filter((wanted) => !isSettled(wanted)),
    dropped: held.filter(isDropped).map(({ contactId }) => contactId),
    rejected,
  };
}
