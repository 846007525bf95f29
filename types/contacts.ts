/** Who writes to us. Phone may be absent (usernames, BSUID: whatsapp.md §2). */
export interface ContactView {
  id: string;
  name: string;
  /** E.164, masked as +60 12-••• ••89 when pii is masked */
  phone: string | null;
  username: string | null;
  email: string | null;
  locale: string | null;
  createdAt: string;
  ticketCount: number;
}
export const IDENTITY_KINDS = ['phone_e164', 'wa_id', 'bsuid', 'parent_bsuid'] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];
