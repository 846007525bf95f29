/** Who is written to about an outlet, and what is known of how. */
export interface OutletRecipient {
  oid: string;
  contactId: string;
  name: string | null;
  /** E.164 with plus sign */
  phone: string | null;
  username: string | null;
  email: string | null;
  locale: string | null;
  /** has a phone or a user id that WhatsApp can send to */
  hasWhatsapp: boolean;
  isOptedOut: boolean;
  /** said yes to be written to; only winback asks for it (G-02) */
  isOptedIn: boolean;
  /** WhatsApp could not reach this person then; empty again when they write */
  undeliverableAt: Date | null;
}
