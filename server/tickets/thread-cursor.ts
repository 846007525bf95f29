import { z } from 'zod';
import { AppError } from '../platform/app-error.ts';

/** How far one table has been read: everything up to this row of this instant. */
export interface ThreadPlace {
  at: Date;
  id: string;
}

/**
 * `before` a place in the thread; `after` an instant of the database's clock, or, under way in a catch-up of several pages, the places
 * reached in timeline, messages and notes; `since` is then where the next catch-up begins.
 */
export type ThreadCursor =
  | { kind: 'before'; at: Date; source: number; id: string }
  | { kind: 'after'; since: Date; isUnderWay: boolean; reached: readonly [ThreadPlace, ThreadPlace, ThreadPlace] };

const id = z.string().regex(/^\d{1,19}$/);
// what a Date can hold, and no database chokes on
const time = z.number().int().min(0).max(32_503_680_000_000);
const place = z.tuple([time, id]);
const schema = z.union([
  z.tuple([z.literal('b'), time, z.number().int().min(0).max(2), id]),
  z.tuple([z.literal('a'), time]),
  z.tuple([z.literal('a'), time, place, place, place]),
]);
type Written = z.infer<typeof schema>;

/** Opaque to clients. `source` tells the three tables a thread is made of apart: 0 timeline, 1 message, 2 note. */
export const threadCursor = {
  /** a catch-up that begins at an instant, that one included */
  since: (since: Date): ThreadCursor & { kind: 'after' } => {
    const start = { at: since, id: '0' };
    return { kind: 'after', since, isUnderWay: false, reached: [start, start, start] };
  },
  write: (cursor: ThreadCursor): string => Buffer.from(JSON.stringify(partsOf(cursor))).toString('base64url'),
  read<K extends ThreadCursor['kind']>(text: string, kind: K): ThreadCursor & { kind: K } {
    try {
      const cursor = cursorOf(schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))));
      if (isOf(cursor, kind)) return cursor;
    } catch {
      // falls through to the one answer
    }
    throw new AppError('invalid_input', 'This cursor is not one of ours.');
  },
};

function partsOf(cursor: ThreadCursor): Written {
  if (cursor.kind === 'before') return ['b', cursor.at.getTime(), cursor.source, cursor.id];
  const since = cursor.since.getTime();
  const [timeline, message, note] = cursor.reached;
  const written = (at: ThreadPlace): [number, string] => [at.at.getTime(), at.id];
  if (!cursor.isUnderWay) return ['a', since];
  return ['a', since, written(timeline), written(message), written(note)];
}

function cursorOf(parts: Written): ThreadCursor {
  if (parts[0] === 'b') return { kind: 'before', at: new Date(parts[1]), source: parts[2], id: parts[3] };
  const since = new Date(parts[1]);
  if (parts.length === 2) return threadCursor.since(since);
  const read = ([at, reachedId]: [number, string]): ThreadPlace => ({ at: new Date(at), id: reachedId });
  return { kind: 'after', since, isUnderWay: true, reached: [read(parts[2]), read(parts[3]), read(parts[4])] };
}

function isOf<K extends ThreadCursor['kind']>(cursor: ThreadCursor, kind: K): cursor is ThreadCursor & { kind: K } {
  return cursor.kind === kind;
}
