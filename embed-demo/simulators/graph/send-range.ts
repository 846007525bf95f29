import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StoredMedia } from './media-store.ts';

/** Sends a file, or the one part of it the browser asks for: players need ranges to know how long a sound is. */
export function sendRange(request: IncomingMessage, response: ServerResponse, media: StoredMedia): void {
  const size = media.bytes.length;
  const shared = { 'content-type': media.mime, 'accept-ranges': 'bytes', 'cache-control': 'private, max-age=3600' };
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  if (first === '' && last === '') {
    response.writeHead(200, { ...shared, 'content-length': size }).end(media.bytes);
    return;
  }
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(size - 1, Number(last));
  if (start > end) {
    response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
    return;
  }
  response
    .writeHead(206, { ...shared, 'content-length': end - start + 1, 'content-range': `bytes ${start}-${end}/${size}` })
    .end(media.bytes.subarray(start, end + 1));
}
