import type { Readable } from 'node:stream';
import { Client } from 'minio';
import { AppError } from './app-error.ts';
import type { Store } from './store.ts';

export interface S3Options {
  /** http(s)://host:port, or host:port (https) */
  endpoint: string;
  accessKey: string;
  secretKey: string;
  bucket: string;
  region: string;
}

/** One part, always: some S3 servers know no multipart uploads, and nothing we store is larger than 100 MB. */
const PART_BYTES = 128 * 1024 * 1024;

/** Media in an S3 bucket, which is made when it is missing. */
export class S3Store implements Store {
  readonly #client: Client;
  readonly #bucket: string;
  readonly #region: string;
  #bucketReady: Promise<void> | undefined;

  constructor(options: S3Options) {
    const url = new URL(/^https?:\/\//.test(options.endpoint) ? options.endpoint : `https://${options.endpoint}`);
    const useSSL = url.protocol === 'https:';
    this.#client = new Client({
      endPoint: url.hostname,
      port: Number(url.port) || (useSSL ? 443 : 80),
      useSSL,
      accessKey: options.accessKey,
      secretKey: options.secretKey,
      region: options.region,
      partSize: PART_BYTES,
      pathStyle: true,
    });
    this.#bucket = options.bucket;
    this.#region = options.region;
  }

  async put(key: string, body: Readable | Buffer, options: { bytes: number; mime: string }): Promise<void> {
    await this.#prepare();
    await this.#client.putObject(this.#bucket, key, body, options.bytes, { 'Content-Type': options.mime });
  }

  async get(key: string, range?: { start: number; end: number }): Promise<Readable> {
    try {
      return range
        ? await this.#client.getPartialObject(this.#bucket, key, range.start, range.end - range.start + 1)
        : await this.#client.getObject(this.#bucket, key);
    } catch (error) {
      throw translate(error);
    }
  }

  async stat(key: string): Promise<{ bytes: number; mime: string }> {
    try {
      const { size, metaData } = await this.#client.statObject(this.#bucket, key);
      const mime: unknown = metaData['content-type'];
      return { bytes: size, mime: typeof mime === 'string' ? mime : 'application/octet-stream' };
    } catch (error) {
      throw translate(error);
    }
  }

  async remove(key: string): Promise<void> {
    await this.#client.removeObject(this.#bucket, key);
  }

  async ping(): Promise<boolean> {
    try {
      await this.#prepare();
      return await this.#client.bucketExists(this.#bucket);
    } catch {
      return false;
    }
  }

  /** Once per process; a failure is forgotten, so that the next call tries again. */
  async #prepare(): Promise<void> {
    this.#bucketReady ??= this.#makeBucket();
    try {
      await this.#bucketReady;
    } catch (error) {
      this.#bucketReady = undefined;
      throw error;
    }
  }

  async #makeBucket(): Promise<void> {
    if (await this.#client.bucketExists(this.#bucket)) return;
    try {
      await this.#client.makeBucket(this.#bucket, this.#region);
    } catch (error) {
      const code = codeOf(error);
      if (code !== 'BucketAlreadyOwnedByYou' && code !== 'BucketAlreadyExists') throw error;
    }
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error ? (error as { code?: unknown }).code : undefined);

function translate(error: unknown): unknown {
  const code = codeOf(error);
  return code === 'NoSuchKey' || code === 'NotFound' || code === 'NoSuchBucket' ? new AppError('not_found', 'This file does not exist.') : error;
}
