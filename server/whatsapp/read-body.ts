import type { IncomingMessage } from 'node:http';

/**
 * The raw bytes of a request; `too_large` when there are more than `maxBytes`, `aborted` when the sender goes away.
 * A body somewhat too large is read to its end unstored, because a sender that is still writing would not see the answer.
 */
export function readBody(req: IncomingMessage, maxBytes: number): Promise<Buffer | 'too_large' | 'aborted'> {
  if (Number(req.headers['content-length'] ?? 0) > maxBytes * 4) return Promise.resolve('too_large');
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else chunks = [];
      if (size > maxBytes * 4) resolve('too_large');
    });
    req.on('end', () => {
      if (size > maxBytes) resolve('too_large');
      else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    req.on('close', () => resolve('aborted'));
    req.on('error', () => resolve('aborted'));
  });
}
