import { z } from 'zod';
import { AppError } from '../platform/app-error.ts';

/** `before` a place in the thread; `after` an instant of the database's clock. */
export type ThreadCursor = { kind: 'before'; at: Date; source: number; id: string } | { kind: 'after'; since: Date };

const schema = z.union([
  z.tuple([z.literal('b'), z.number(), z.number().int().min(0).max(2), z.string().regex(/^\d{1,19}$/)]),
  z.tuple([z.literal('a'), z.number()]),
]);

/** Opaque to clients. `source` tells the three tables a thread is made of apart: 0 timeline, 1 message, 2 note. */
export const threadCursor = {
  write: (cursor: ThreadCursor): string =>
    Buffer.from(JSON.stringify(cursor.kind === 'before' ? ['b', cursor.at.getTime(), cursor.source, cursor.id] : ['a', cursor.since.getTime()])).toString(
      'base64url',
    ),
  read(text: string, kind: ThreadCursor['kind']): ThreadCursor {
    try {
      const parts = schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
      const cursor: ThreadCursor =
        parts[0] === 'b' ? { kind: 'before', at: new Date(parts[1]), source: parts[2], id: parts[3] } : { kind: 'after', since: new Date(parts[1]) };
      if (cursor.kind === kind) return cursor;
    } catch {
      // falls through to the one answer
    }
    throw new AppError('invalid_input', 'This cursor is not one of ours.');
  },
};
