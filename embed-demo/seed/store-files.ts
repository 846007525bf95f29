import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Client } from 'minio';
import type { DemoFile } from './demo-file.ts';

/** Where the Engage server keeps media; the same variables as its own. */
export interface StoreSettings {
  MEDIA_DIR: string;
  MINIO_ENDPOINT?: string | undefined;
  MINIO_ACCESS_KEY?: string | undefined;
  MINIO_SECRET_KEY?: string | undefined;
  MINIO_BUCKET: string;
  MINIO_REGION: string;
}

/** Puts the sample files where the server will look for them: an S3 bucket, or its media folder (one file, its type beside it). */
export async function storeFiles(files: readonly { key: string; file: DemoFile }[], settings: StoreSettings): Promise<void> {
  if (settings.MINIO_ENDPOINT !== undefined && settings.MINIO_ENDPOINT !== '') {
    const url = new URL(settings.MINIO_ENDPOINT.includes('://') ? settings.MINIO_ENDPOINT : `http://${settings.MINIO_ENDPOINT}`);
    const client = new Client({
      endPoint: url.hostname,
      port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
      useSSL: url.protocol === 'https:',
      accessKey: settings.MINIO_ACCESS_KEY ?? '',
      secretKey: settings.MINIO_SECRET_KEY ?? '',
      region: settings.MINIO_REGION,
    });
    if (!(await client.bucketExists(settings.MINIO_BUCKET))) await client.makeBucket(settings.MINIO_BUCKET, settings.MINIO_REGION);
    for (const { key, file } of files) await client.putObject(settings.MINIO_BUCKET, key, file.bytes, file.bytes.length, { 'content-type': file.mime });
    return;
  }
  for (const { key, file } of files) {
    const path = join(settings.MEDIA_DIR, key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.bytes);
    await writeFile(`${path}.type`, file.mime);
  }
}
