import { z } from 'zod';
import { idSchema } from '../../types/paging.ts';
import { RENEWAL_SORTS } from '../../types/renewals.ts';
import { AppError } from '../platform/app-error.ts';

const key = z.string().regex(/^(\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?|\d{1,10}\.\d{2})$/);
const schema = z.tuple([z.enum(RENEWAL_SORTS), z.boolean(), z.number().int().min(0).max(1), key, idSchema]);

/** Where a page of renewals ended: the order it was in, the part of it (with a key, without), value of its key, id. */
export interface RenewalCursor {
  sort: (typeof RENEWAL_SORTS)[number];
  descending: boolean;
  part: number;
  key: string;
  id: string;
}

/** Opaque to clients, base64url. A cursor of another order is none. */
export const renewalCursor = {
  write: ({ sort, descending, part, key: value, id }: RenewalCursor): string =>
    Buffer.from(JSON.stringify([sort, descending, part, value, id])).toString('base64url'),
  read(text: string, order: Pick<RenewalCursor, 'sort' | 'descending'>): RenewalCursor {
    try {
      const [sort, descending, part, value, id] = schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
      if (sort !== order.sort || descending !== order.descending) throw new Error('another order');
      const isOfSort = sort === 'amount' ? value.includes('.') && !value.includes('T') : !Number.isNaN(Date.parse(value));
      if (!isOfSort) throw new Error('another key');
      return { sort, descending, part, key: value, id };
    } catch {
      throw new AppError('invalid_input', 'This cursor is not one of ours.');
    }
  },
};
