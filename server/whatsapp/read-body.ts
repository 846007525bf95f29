import type { IncomingMessage } from 'node:http';

/** How much of a body is held, and how long its sender may take. */
export interface BodyLimits {
  maxBytes: number;
  withinMs: number;
  /** asks for room for so many bytes more; what was given is the caller's to give back */
  take(bytes: number): boolean;
}

/**
 * The raw bytes of a request; `too_large` when there are more than `maxBytes`, `no_room` when all requests together hold too much,
 * `aborted` when the sender goes away or takes too long. Nothing is known of the sender yet: every byte counts before the signature does.
 * A body somewhat too large is read to its end unstored, because a sender that is still writing would not see the answer.
 */
export function readBody(req: IncomingMessage, { maxBytes, withinMs, take }: BodyLimits): Promise<Buffer | 'too_large' | 'no_room' | 'aborted'> {
  if (Number(req.headers['content-length'] ?? 0) > maxBytes * 4) return Promise.resolve('too_large');
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let size = 0;
    let isDone = false;
    const end = (result: Buffer | 'too_large' | 'no_room' | 'aborted'): void => {
      if (isDone) return;
      isDone = true;
      clearTimeout(deadline);
      chunks = [];
      resolve(result);
    };
    const deadline = setTimeout(() => {
      end('aborted');
      req.destroy();
    }, withinMs);
    req.on('data', (chunk: Buffer) => {
      if (isDone) return;
      size += chunk.length;
      if (size > maxBytes * 4) return end('too_large');
      if (size > maxBytes) chunks = [];
      else if (take(chunk.length)) chunks.push(chunk);
      else end('no_room');
    });
    req.on('end', () => {
      if (size > maxBytes) end('too_large');
      else end(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    req.on('close', () => end('aborted'));
    req.on('error', () => end('aborted'));
  });
}
