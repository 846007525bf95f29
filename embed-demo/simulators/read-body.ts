import type { IncomingMessage } from 'node:http';

/** Reads a whole request body; throws a RangeError past `limit` bytes so that no caller can be flooded. */
export async function readBody(request: IncomingMessage, limit = 110 * 1024 * 1024): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new RangeError(`request body is larger than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
