import type { Readable } from 'node:stream';

/** Where media lives: an S3 bucket, or a directory when no S3 address is set. Keys are `<tenant>/<yyyy>/<mm>/<random>`. */
export interface Store {
  /** writes the whole stream of known size; replaces an object of the same key */
  put(key: string, body: Readable | Buffer, options: { bytes: number; mime: string }): Promise<void>;
  /** `range` is inclusive; rejects with AppError('not_found') */
  get(key: string, range?: { start: number; end: number }): Promise<Readable>;
  stat(key: string): Promise<{ bytes: number; mime: string }>;
  remove(key: string): Promise<void>;
  /** true when the store answers */
  ping(): Promise<boolean>;
}

let handle: Store | undefined;

/** Sets the store of this process (directory or S3, chosen in main). */
export function useStore(store: Store): void {
  handle = store;
}

/** The store of this process; throws when it has none. */
export function store(): Store {
  if (!handle) throw new Error('useStore was not called');
  return handle;
}
