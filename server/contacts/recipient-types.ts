/** Ids the provider used for somebody we wrote to: what a status or the answer to a send says. */
export interface Recipient {
  contactId: string;
  /** E.164 with plus sign; can differ from the number we addressed */
  phone: string | null;
  bsuid: string | null;
  parentBsuid: string | null;
}
