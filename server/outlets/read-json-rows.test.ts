import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readJsonRows } from './read-json-rows.ts';

async function* cut(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const gather = async (body: AsyncIterable<Uint8Array>): Promise<unknown[]> => {
  const rows: unknown[] = [];
  for await (const row of readJsonRows(body)) rows.push(row);
  return rows;
};
const rowsOf = (text: string, size = 7): Promise<unknown[]> => gather(cut(text, size));

describe('readJsonRows', () => {
  it('gives what JSON.parse gives, wherever the network cuts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), fc.integer({ min: 1, max: 50 }), fc.constantFrom(0, 2), async (rows, size, indent) => {
        const text = JSON.stringify(rows, null, indent);
        assert.deepEqual(await rowsOf(text, size), JSON.parse(text));
      }),
      { numRuns: 300 },
    );
  });

  it('refuses what is no list, cut short, or followed by something', async () => {
    for (const text of ['', '{"error":"no"}', '[{"oid":1}', '[{"oid":1},', '[1]{', '[{"name":"cut sho', '[{"a":1}}', '[1,]', 'null', '<html>'])
      await assert.rejects(rowsOf(text), Error, text);
  });

  it('does not gather a row that never ends', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('["');
      for (;;) yield Buffer.alloc(65_536, 'x');
    }
    await assert.rejects(gather(endless()), /without an end/);
  });
});
