import type { Config } from '../config.ts';
import { DirectoryStore } from './directory-store.ts';
import { S3Store } from './s3-store.ts';
import type { Store } from './store.ts';

/** The bucket of MINIO_ENDPOINT, or the folder MEDIA_DIR when no address is set. Throws when the address has no keys. */
export function openStore(
  config: Pick<Config, 'MINIO_ENDPOINT' | 'MINIO_ACCESS_KEY' | 'MINIO_SECRET_KEY' | 'MINIO_BUCKET' | 'MINIO_REGION' | 'MEDIA_DIR'>,
): Store {
  if (!config.MINIO_ENDPOINT) return new DirectoryStore(config.MEDIA_DIR);
  if (!config.MINIO_ACCESS_KEY || !config.MINIO_SECRET_KEY) throw new Error('MINIO_ENDPOINT needs MINIO_ACCESS_KEY and MINIO_SECRET_KEY');
  return new S3Store({
    endpoint: config.MINIO_ENDPOINT,
    accessKey: config.MINIO_ACCESS_KEY,
    secretKey: config.MINIO_SECRET_KEY,
    bucket: config.MINIO_BUCKET,
    region: config.MINIO_REGION,
  });
}
