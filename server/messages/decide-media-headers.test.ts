import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decideMediaHeaders, type MediaHeaderInput } from './decide-media-headers.ts';

const base: MediaHeaderInput = { bytes: 1_000, mime: 'image/png', filename: 'bill.png', range: undefined, asDownload: false };

test('pictures and sound are shown, documents saved, anything odd saved as bytes', () => {
  const kind = (mime: string): string[] => {
    const { headers } = decideMediaHeaders({ ...base, mime });
    return [headers['content-type'] ?? '', (headers['content-disposition'] ?? '').split(';')[0] ?? ''];
  };
  assert.deepEqual(kind('image/png'), ['image/png', 'inline']);
  assert.deepEqual(kind('audio/ogg; codecs=opus'), ['audio/ogg; codecs=opus', 'inline']);
  assert.deepEqual(kind('application/pdf'), ['application/pdf', 'attachment']);
  for (const mime of ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/plain', ''])
    assert.deepEqual(kind(mime), ['application/octet-stream', 'attachment']);
});
test('never sniffed, never run, never in a shared cache', () => {
  const { headers } = decideMediaHeaders(base);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.match(headers['content-security-policy'] ?? '', /^sandbox/);
  assert.match(headers['cache-control'] ?? '', /^private/);
});
test('names of any script, without breaking the header', () => {
  const { headers } = decideMediaHeaders({ ...base, filename: 'resit "kedai" 发票\r\nx: y.pdf', mime: 'application/pdf' });
  assert.doesNotMatch(headers['content-disposition'] ?? '', /[\r\n]/);
  assert.match(headers['content-disposition'] ?? '', /filename\*=UTF-8''resit%20%22kedai%22%20%E5%8F%91%E7%A5%A8/);
});
test('one range, as players ask for it', () => {
  const range = (value: string): unknown => {
    const { status, range: chosen } = decideMediaHeaders({ ...base, range: value });
    return [status, chosen && [chosen.start, chosen.end]];
  };
  assert.deepEqual(range('bytes=0-'), [206, [0, 999]]);
  assert.deepEqual(range('bytes=10-19'), [206, [10, 19]]);
  assert.deepEqual(range('bytes=-100'), [206, [900, 999]]);
  assert.deepEqual(range('bytes=990-5000'), [206, [990, 999]]);
  assert.deepEqual(range('bytes=1000-'), [416, null]);
  assert.deepEqual(range('bytes=0-1,5-6'), [200, null]);
  assert.deepEqual(range('bytes=-'), [200, null]);
});
test('a range always lies within the file and its length is told', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), fc.stringMatching(/^bytes=\d{0,5}-\d{0,5}$/), (bytes, range) => {
      const { status, headers, range: chosen } = decideMediaHeaders({ ...base, bytes, range });
      if (chosen) assert.ok(chosen.start >= 0 && chosen.start <= chosen.end && chosen.end < bytes);
      assert.equal(headers['content-length'], String(chosen ? chosen.end - chosen.start + 1 : status === 416 ? 0 : bytes));
    }),
  );
});
