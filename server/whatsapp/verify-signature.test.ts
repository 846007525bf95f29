import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { verifySignature } from './verify-signature.ts';

const sign = (body: Buffer, secret: string): string => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

test('the current and the previous secret count, anything else does not', () => {
  const body = Buffer.from('{"text":"\\u00e4\\ud83d\\ude00"}');
  assert.equal(verifySignature(body, sign(body, 'new'), ['new', 'old']), true);
  assert.equal(verifySignature(body, sign(body, 'old'), ['new', 'old']), true);
  assert.equal(verifySignature(body, sign(body, 'older'), ['new', 'old']), false);
  assert.equal(verifySignature(body, sign(body, 'new').toUpperCase().replace('SHA256', 'sha256'), ['new']), true);
  for (const header of ['', 'sha256=', 'sha256=00', sign(body, 'new').slice(7), `${sign(body, 'new')}0`])
    assert.equal(verifySignature(body, header, ['new']), false, header);
});

test('any change of the raw bytes breaks the signature', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, at, by) => {
      const body = Buffer.from(bytes);
      const header = sign(body, 'secret');
      const changed = Buffer.from(body);
      const index = at % changed.length;
      changed[index] = ((changed[index] ?? 0) + by) % 256;
      assert.equal(verifySignature(body, header, ['secret']), true);
      assert.equal(verifySignature(changed, header, ['secret']), false);
    }),
  );
});
