import { createHash } from 'node:crypto';
import type { Handset, HandsetSeed } from './simulator-types.ts';

/** Everybody with WhatsApp, found by key, phone or BSUID. */
export class HandsetDirectory {
  readonly #byId = new Map<string, Handset>();
  readonly #byPhone = new Map<string, Handset>();
  readonly #byUserId = new Map<string, Handset>();

  /** Adds or replaces a person. */
  put(seed: HandsetSeed): Handset {
    const handset: Handset = {
      userId: `MY.${createHash('sha256').update(seed.id).digest('hex').replace(/\D/g, '').padEnd(17, '7').slice(0, 17)}`,
      username: null,
      about: '',
      hasReadReceipts: true,
      isOffline: false,
      isOpen: false,
      ...seed,
    };
    this.#byId.set(handset.id, handset);
    if (handset.phone !== null) this.#byPhone.set(handset.phone, handset);
    this.#byUserId.set(handset.userId, handset);
    return handset;
  }

  /** The person with this key, phone (with or without `+`) or BSUID. */
  find(key: string): Handset | undefined {
    return this.#byId.get(key) ?? this.#byUserId.get(key) ?? this.#byPhone.get(key.replace(/[^\d]/g, ''));
  }

  /** The person with this phone; created when nobody has it, because any number may have WhatsApp. */
  reach(phone: string): Handset {
    return this.#byPhone.get(phone) ?? this.put({ id: phone, name: `+${phone}`, phone });
  }

  /** Gives a person a new phone and BSUID, as WhatsApp does when somebody changes the number. */
  renumber(handset: Handset, phone: string | null, userId: string): void {
    if (handset.phone !== null) this.#byPhone.delete(handset.phone);
    this.#byUserId.delete(handset.userId);
    handset.phone = phone;
    handset.userId = userId;
    if (phone !== null) this.#byPhone.set(phone, handset);
    this.#byUserId.set(userId, handset);
  }

  /** Everybody, in the order they were added. */
  all(): Handset[] {
    return [...this.#byId.values()];
  }

  /** Forgets everybody. */
  clear(): void {
    this.#byId.clear();
    this.#byPhone.clear();
    this.#byUserId.clear();
  }
}
