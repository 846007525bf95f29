import { z } from 'zod';
import { idSchema } from '../../types/paging.ts';
import { AppError } from '../platform/app-error.ts';

/** Where a list page ended: bucket of the sort, value of its key, id. For lists by name, the name of the bucket itself. */
export interface ListCursor {
  bucket: string;
  key: string;
  id: string;
}
const schema = z.tuple([z.string().max(20), z.string().max(30), idSchema]);

/** Opaque to clients: `bucket.key.id`, base64url. */
export const listCursor = {
  write: ({ bucket, key, id }: ListCursor): string => Buffer.from(JSON.stringify([bucket, key, id])).toString('base64url'),
  read(text: string): ListCursor {
    try {
      const [bucket, key, id] = schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
      return { bucket, key, id };
    } catch {
      throw new AppError('invalid_input', 'This cursor is not one of ours.');
    }
  },
};
