import { createHash, randomBytes } from 'node:crypto';

/** Bytes the network keeps for thirty days (business) or seven (merchant). */
export interface StoredMedia {
  id: string;
  mime: string;
  filename: string | null;
  sha256Base64: string;
  sha256Hex: string;
  bytes: Buffer;
  /** When the id stops working, on the simulator's clock. */
  expiresAt: number;
}

const dayMs = 24 * 3_600_000;

/** Documented mime types and sizes per kind. Source: Cloud API media reference. */
const allowed: Readonly<Record<string, { mimes: readonly string[]; max: number }>> = {
  audio: { mimes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'], max: 16 * 1024 * 1024 },
  image: { mimes: ['image/jpeg', 'image/png'], max: 5 * 1024 * 1024 },
  video: { mimes: ['video/mp4', 'video/3gpp'], max: 16 * 1024 * 1024 },
  sticker: { mimes: ['image/webp'], max: 500 * 1024 },
  document: { mimes: [], max: 100 * 1024 * 1024 },
};

/** The media of the simulated network, with ids, expiring download tokens and the documented matrix of kinds. */
export class MediaStore {
  readonly #items = new Map<string, StoredMedia>();
  readonly #tokens = new Map<string, { id: string; expiresAt: number }>();
  readonly #firstTokens = new Map<string, string>();
  #next = 1_000_000;

  /** Keeps bytes and returns them with an id. */
  add(bytes: Buffer, mime: string, filename: string | null, now: number, days: number, id?: string): StoredMedia {
    this.#next += 1;
    const digest = createHash('sha256').update(bytes).digest();
    const item: StoredMedia = {
      id: id ?? `${Math.floor(now / 1000)}${this.#next}`,
      mime,
      filename,
      bytes,
      sha256Base64: digest.toString('base64'),
      sha256Hex: digest.toString('hex'),
      expiresAt: now + days * dayMs,
    };
    this.#items.set(item.id, item);
    return item;
  }

  /** The media with this id, unless it has expired. */
  find(id: string, now: number): StoredMedia | undefined {
    const item = this.#items.get(id);
    return item !== undefined && item.expiresAt > now ? item : undefined;
  }

  /** Forgets one id; false when there was none. */
  delete(id: string): boolean {
    return this.#items.delete(id);
  }

  /** A token for one download address; it works for five minutes. */
  createToken(id: string, now: number): string {
    const token = randomBytes(18).toString('base64url');
    this.#tokens.set(token, { id, expiresAt: now + 5 * 60_000 });
    if (!this.#firstTokens.has(id)) this.#firstTokens.set(id, token);
    if (this.#tokens.size > 50_000) {
      for (const [key, value] of this.#tokens) if (value.expiresAt <= now) this.#tokens.delete(key);
    }
    return token;
  }

  /** The media a download token stands for, while it is fresh. */
  open(token: string, now: number): StoredMedia | undefined {
    const entry = this.#tokens.get(token);
    return entry === undefined || entry.expiresAt <= now ? undefined : this.find(entry.id, now);
  }

  /** Whether this is the first address that was ever given out for its file. */
  isFirstToken(token: string): boolean {
    const id = this.#tokens.get(token)?.id;
    return id !== undefined && this.#firstTokens.get(id) === token;
  }

  /** Why these bytes cannot be sent as this kind, or null. */
  refusal(kind: string, mime: string, size: number): string | null {
    const rule = allowed[kind];
    if (rule === undefined) return null;
    const plain = (mime.split(';')[0] ?? '').trim().toLowerCase();
    if (rule.mimes.length > 0 && !rule.mimes.includes(plain)) return `${plain} is not a media type WhatsApp accepts as ${kind}`;
    if (size > rule.max) return `the file is ${size} bytes, more than the ${rule.max} allowed for ${kind}`;
    return null;
  }

  /** Whether a mime type may be uploaded at all. */
  isUploadable(mime: string): boolean {
    const plain = (mime.split(';')[0] ?? '').trim().toLowerCase();
    if (/^(?:text\/plain|application\/(?:pdf|msword|vnd\.))/.test(plain)) return true;
    return Object.values(allowed).some((rule) => rule.mimes.includes(plain));
  }

  /** Everything, for the state file. */
  entries(): IterableIterator<StoredMedia> {
    return this.#items.values();
  }

  /** Forgets everything. */
  clear(): void {
    this.#items.clear();
    this.#firstTokens.clear();
    this.#tokens.clear();
  }
}
