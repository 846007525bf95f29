import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from './app-error.ts';
import type { Store } from './store.ts';

const missing = (error: unknown): never => {
  if (error instanceof Error && (error as { code?: unknown }).code === 'ENOENT') throw new AppError('not_found', 'This file does not exist.');
  throw error;
};

/** Media in a folder, when no S3 address is set: one file per object, its type in a file beside it, written whole or not at all. */
export class DirectoryStore implements Store {
  readonly #root: string;
  constructor(root: string) {
    this.#root = path.resolve(root);
  }

  async put(key: string, body: Readable | Buffer, options: { bytes: number; mime: string }): Promise<void> {
    const file = this.#file(key);
    await mkdir(path.dirname(file), { recursive: true });
    const draft = `${file}.${randomUUID()}.part`;
    try {
      await pipeline(Buffer.isBuffer(body) ? Readable.from([body]) : body, createWriteStream(draft));
      const { size } = await stat(draft);
      if (size !== options.bytes) throw new Error(`expected ${options.bytes} bytes, got ${size}`);
      await writeFile(`${file}.type`, options.mime);
      await rename(draft, file);
    } finally {
      await rm(draft, { force: true });
    }
  }

  async get(key: string, range?: { start: number; end: number }): Promise<Readable> {
    const file = this.#file(key);
    await stat(file).catch(missing);
    return createReadStream(file, range);
  }

  async stat(key: string): Promise<{ bytes: number; mime: string }> {
    const file = this.#file(key);
    const [{ size }, mime] = await Promise.all([stat(file), readFile(`${file}.type`, 'utf8')]).catch(missing);
    return { bytes: size, mime };
  }

  async remove(key: string): Promise<void> {
    const file = this.#file(key);
    await Promise.all([rm(file, { force: true }), rm(`${file}.type`, { force: true })]);
  }

  async ping(): Promise<boolean> {
    await mkdir(this.#root, { recursive: true });
    return true;
  }

  /** Keys are ours, and yet no key may leave the folder. */
  #file(key: string): string {
    const file = path.resolve(this.#root, key);
    if (!/^[\w./-]+$/.test(key) || !file.startsWith(this.#root + path.sep)) throw new AppError('invalid_input', 'This is not a media key.');
    return file;
  }
}
