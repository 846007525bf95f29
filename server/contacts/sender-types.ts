/** Who wrote, as the channel names them. At least one of phone, bsuid, parentBsuid is set (whatsapp.md §2: the phone may be absent). */
export interface Sender {
  /** E.164 with plus sign */
  phone: string | null;
  bsuid: string | null;
  parentBsuid: string | null;
  name: string | null;
  /** changes hands: shown, never a key */
  username: string | null;
}

/** The contact a sender turned out to be. */
export interface KnownContact {
  id: string;
  name: string | null;
  phone: string | null;
  username: string | null;
  optedOut: boolean;
  isNew: boolean;
}
