import type { KnownContact } from './sender-types.ts';

/** Ids a contact is recognised by. */
export type IdentityKind = 'bsuid' | 'parent_bsuid' | 'phone_e164';

/** A contact while a batch of senders is resolved: changed in memory, written once. */
export interface ContactState extends Omit<KnownContact, 'id'> {
  /** null until a new one is inserted */
  id: string | null;
  /** joined into another one while this batch was resolved */
  into: ContactState | null;
  isChanged: boolean;
  newIds: Map<string, { kind: IdentityKind; value: string }>;
  knownIds: Set<string>;
}
