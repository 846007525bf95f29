import { z } from 'zod';
import { idSchema } from './paging.ts';

export const OUTLET_STATUSES = ['active', 'suspended', 'closed'] as const;
export type OutletStatus = (typeof OUTLET_STATUSES)[number];

export interface OutletView {
  oid: string;
  fid: string;
  name: string;
  franchiseName: string;
  status: OutletStatus;
  timezone: string;
  /** YYYY-MM-DD, when the subscription ends */
  expiresOn: string | null;
  address: string | null;
}
/** One possible outlet of an unresolved ticket; `primary` was chosen before. */
export interface OutletCandidate {
  oid: string;
  fid: string;
  name: string;
  franchiseName: string;
  primary: boolean;
}
export const searchOutletsInput = z.object({ query: z.string().trim().max(100), limit: z.number().int().min(1).max(50).default(20) });
export const linkOutletInput = z.object({
  ticketId: idSchema,
  oid: idSchema,
  /** also the default of this contact from now on */ remember: z.boolean().default(true),
});

/** How far a link between a person and an outlet is to be trusted, and where it comes from. */
export const LINK_SOURCES = ['pos', 'agent', 'import', 'merchant'] as const;
export type LinkSource = (typeof LINK_SOURCES)[number];
/** A person who speaks for an outlet (POS-09 to POS-12). `isPayer` gets its renewal reminders. */
export interface OutletPerson {
  contactId: string;
  name: string;
  phone: string | null;
  email: string | null;
  isPrimary: boolean;
  isPayer: boolean;
  source: LinkSource;
  /** 0 to 100; falls to 0 when the link has expired */
  confidence: number;
  confirmedAt: string | null;
  expiresAt: string | null;
  isExpired: boolean;
  /** the POS still names it */
  isListed: boolean;
  optedOut: boolean;
  optedIn: boolean;
  /** the outlet's reminders go to this person now */
  isRecipient: boolean;
  /** has WhatsApp, as far as we know */
  hasWhatsapp: boolean;
  /** other outlets this person speaks for, within the caller's scope */
  otherOutlets: number;
  /** a colleague typed the number and nobody confirmed it: nothing is sent because of the link, and whose it is may be hidden */
  isUnconfirmed: boolean;
}
/** A ticket as one line of its outlet's card. */
export interface OutletTicket {
  id: string;
  reference: string;
  subject: string | null;
  status: string;
  lastMessageAt: string;
  unread: number;
}
/** `<engage-outlet-card>`: everything about one outlet beside its record in the POS. */
export interface OutletCard extends OutletView {
  missingSince: string | null;
  people: OutletPerson[];
  /** links a person said are wrong; one click brings them back */
  rejected: { contactId: string; name: string; phone: string | null }[];
  openTickets: OutletTicket[];
  doneTickets: number;
  /** those of the open ones whose category is one of a lead: a second till, another branch. Not among `openTickets` */
  leads: OutletTicket[];
  can: { link: boolean; renew: boolean };
}
export const outletCardInput = z.object({ oid: idSchema });
export const outletLinkInput = z.object({ oid: idSchema, contactId: idSchema });
/** A new link by hand: somebody we know, or a phone as people write it (012-345 6789, +60 12…). */
export const addLinkInput = z.object({
  oid: idSchema,
  phone: z.string().trim().min(5).max(40),
  name: z.string().trim().max(255).optional(),
});
