import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import S3rver from 's3rver';
import { AppError } from '../../server/platform/app-error.ts';
import { DirectoryStore } from '../../server/platform/directory-store.ts';
import { openStore } from '../../server/platform/open-store.ts';
import { S3Store } from '../../server/platform/s3-store.ts';
import type { Store } from '../../server/platform/store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let s3: S3rver;
let endpoint = '';
let folder = '';
before(async () => {
  folder = await temporaryFolder();
  s3 = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: await temporaryFolder() });
  const address: AddressInfo = await s3.run();
  endpoint = `http://127.0.0.1:${address.port}`;
});
after(() => s3.close());

const settings = { accessKey: 'S3RVER', secretKey: 'S3RVER', bucket: 'wa-media', region: 'us-east-1' };
const isMissing = (error: unknown): boolean => error instanceof AppError && error.code === 'not_found';
const stores: [name: string, make: () => Store][] = [
  ['a folder', () => new DirectoryStore(folder)],
  ['an S3 server', () => new S3Store({ endpoint, ...settings })],
];

for (const [name, make] of stores) {
  describe(`media in ${name}`, () => {
    const key = '1/2026/11/0f5c8e3a-0000-4000-8000-000000000001';
    test('answers before anything was stored, and says what is missing', async () => {
      assert.equal(await make().ping(), true);
      await assert.rejects(make().get('1/2026/11/none'), isMissing);
      await assert.rejects(make().stat('1/2026/11/none'), isMissing);
    });
    test('keeps bytes and type, whole and in part', async () => {
      const bytes = randomBytes(300_000);
      await make().put(key, Readable.from([bytes.subarray(0, 100_000), bytes.subarray(100_000)]), { bytes: bytes.length, mime: 'audio/ogg; codecs=opus' });
      assert.deepEqual(await make().stat(key), { bytes: bytes.length, mime: 'audio/ogg; codecs=opus' });
      const hash = (given: Buffer): string => createHash('sha256').update(given).digest('hex');
      assert.equal(hash(await buffer(await make().get(key))), hash(bytes));
      assert.deepEqual(await buffer(await make().get(key, { start: 10, end: 19 })), bytes.subarray(10, 20));
    });
    test('an object of the same key is replaced, and can be removed twice', async () => {
      await make().put(key, Buffer.from('short'), { bytes: 5, mime: 'text/plain' });
      assert.equal((await buffer(await make().get(key))).toString(), 'short');
      await make().remove(key);
      await make().remove(key);
      await assert.rejects(make().get(key), isMissing);
    });
  });
}

test('a folder keeps nothing of a file that ended early, and no key leaves it', async () => {
  const root = await temporaryFolder();
  const store = new DirectoryStore(root);
  await assert.rejects(store.put('1/a', Readable.from([Buffer.from('only this')]), { bytes: 100, mime: 'text/plain' }));
  assert.deepEqual(await readdir(`${root}/1`), []);
  for (const key of ['../outside', '/etc/passwd', '1/../../outside', 'a\0b', ''])
    await assert.rejects(store.put(key, Buffer.from('x'), { bytes: 1, mime: 'text/plain' }), AppError);
});

test('an S3 server that is away is not ready, and comes back without a restart', async () => {
  const away = new S3Store({ endpoint: 'http://127.0.0.1:1', ...settings });
  assert.equal(await away.ping(), false);
});

test('the address decides, and without keys it is refused at once', () => {
  const config = {
    MINIO_BUCKET: 'b',
    MINIO_REGION: 'r',
    MEDIA_DIR: folder,
    MINIO_ENDPOINT: undefined,
    MINIO_ACCESS_KEY: undefined,
    MINIO_SECRET_KEY: undefined,
  };
  assert.ok(openStore(config) instanceof DirectoryStore);
  assert.ok(openStore({ ...config, MINIO_ENDPOINT: 'http://minio:9000', MINIO_ACCESS_KEY: 'a', MINIO_SECRET_KEY: 'b' }) instanceof S3Store);
  assert.throws(() => openStore({ ...config, MINIO_ENDPOINT: 'http://minio:9000' }), /MINIO_ACCESS_KEY/);
});
