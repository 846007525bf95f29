import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { pipeline } from 'node:stream/promises';
import { patience } from '../platform/patience.ts';
import { decideMediaUrl } from './decide-media-url.ts';

const MOST_REDIRECTS = 3;

/** A file on local disk with what was measured while it came in; `remove` it when done. */
export interface DownloadedFile {
  path: string;
  bytes: number;
  /** hex */
  sha256: string;
  mime: string | null;
  remove(): Promise<void>;
}
export interface DownloadRules {
  hosts: readonly string[];
  isProduction: boolean;
  token: string;
  maxBytes: number;
  timeoutMs: number;
}
export type DownloadResult = DownloadedFile | { failure: 'gone' | 'too_large' | 'refused_address' | 'incomplete' | 'unavailable'; detail: string };

/**
 * Fetches a media address with the bearer token. Redirects are followed by hand: only to allowed hosts, and the token never goes to
 * another host than the first. Streams to a temporary file, because the store wants the size first and a torn download must not look whole.
 */
export async function downloadFile(address: string, rules: DownloadRules): Promise<DownloadResult> {
  const first = decideMediaUrl(address, rules);
  let url = first;
  for (let redirects = 0; url && first; redirects++) {
    const isFirstHost = url.origin === first.origin;
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { 'user-agent': 'Engage', ...(isFirstHost ? { authorization: `Bearer ${rules.token}` } : {}) },
      signal: patience.signal(Math.round(rules.timeoutMs + rules.maxBytes / 500)),
    });
    if (response.status < 300 || response.status >= 400) return take(response, rules.maxBytes);
    await response.body?.cancel();
    const next = response.headers.get('location');
    if (redirects >= MOST_REDIRECTS || next === null) return { failure: 'unavailable', detail: `redirect ${response.status}` };
    url = URL.canParse(next, url.href) ? decideMediaUrl(new URL(next, url).href, rules) : null;
  }
  return { failure: 'refused_address', detail: 'the address is not of an allowed host' };
}

async function take(response: Response, maxBytes: number): Promise<DownloadResult> {
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    const isGone = response.status === 404 || response.status === 410 || response.status === 403 || response.status === 401;
    return { failure: isGone ? 'gone' : 'unavailable', detail: `HTTP ${response.status}` };
  }
  const announced = Number(response.headers.get('content-length') ?? Number.NaN);
  if (announced > maxBytes) {
    await response.body.cancel();
    return { failure: 'too_large', detail: `${announced} bytes` };
  }
  const folder = await mkdtemp(join(tmpdir(), 'engage-media-'));
  const remove = async (): Promise<void> => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'file');
  const hash = createHash('sha256');
  let bytes = 0;
  let isTooLarge = false;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      isTooLarge = bytes > maxBytes;
      hash.update(chunk);
      done(isTooLarge ? new Error('too large') : null, chunk);
    },
  });
  try {
    await pipeline(Readable.fromWeb(response.body as ReadableStream), measure, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await remove();
    if (isTooLarge) return { failure: 'too_large', detail: `more than ${maxBytes} bytes` };
    return { failure: 'incomplete', detail: error instanceof Error ? error.message.slice(0, 200) : 'broken off' };
  }
  if (Number.isFinite(announced) && announced !== bytes && !response.headers.has('content-encoding')) {
    await remove();
    return { failure: 'incomplete', detail: `${bytes} of ${announced} bytes` };
  }
  return { path, bytes, sha256: hash.digest('hex'), mime: response.headers.get('content-type'), remove };
}
