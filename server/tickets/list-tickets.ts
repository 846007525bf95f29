import type { z } from 'zod';
import type { Scope } from '../../types/access.ts';
import type { listTicketsInput } from '../../types/tickets.ts';
import { scopeSql, type SqlCondition } from '../access/scope-sql.ts';
import { database } from '../platform/database.ts';
import type { SqlValue } from '../platform/sql.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { decideListFilter } from './decide-list-filter.ts';
import { decideScopeLegs } from './decide-scope-legs.ts';
import { decideSortBuckets, type ListBucket, type TicketSort } from './decide-sort-buckets.ts';
import { findSearchLegs } from './find-search-legs.ts';
import { listCursor, type ListCursor } from './list-cursor.ts';
import { listSortNames } from './list-sort-names.ts';
import { loadTickets } from './load-tickets.ts';
import type { TicketRecord } from './ticket-types.ts';

interface Hit {
  id: string;
  k: Date | string | null;
  b: number;
}

const everything: SqlCondition = { sql: 'TRUE', params: [] };
/** Buckets asked for in one statement when there are many of them: few at first, for the first often fill a page. */
const MOST_BUCKETS_AT_ONCE = 16;

/**
 * One page of the inbox (INBOX-02, INBOX-03), by keyset: ids first, from statements that walk an index and stop after a page,
 * then the lines themselves. `decide-scope-legs`, `decide-list-filter` and `decide-sort-buckets` say how scope, view and order become such statements.
 */
export async function listTickets(ctx: UserCtx, input: z.output<typeof listTicketsInput>): Promise<{ records: TicketRecord[]; nextCursor: string | null }> {
  const isNamed = ['assignee', 'outlet', 'oid', 'fid'].includes(input.sort);
  const search = input.search ? await findSearchLegs(ctx.tenantId, input.search, ctx.actor) : null;
  const scope = scopeSql(ctx.actor.scope, 't');
  const legs = search ?? (isNamed ? [scope] : decideScopeLegs(ctx.actor.scope));
  const legsOf = (bucket: ListBucket): readonly SqlCondition[] => {
    if (search || input.sort === 'assignee' || !isNamed) return legs;
    if (bucket.name === 'none') return decideScopeLegs(ctx.actor.scope);
    // an outlet among the names is in scope, and so are its tickets; saying it again would lead the database to another index
    return input.sort !== 'fid' || isWholeFranchise(ctx.actor.scope, bucket.name) ? [everything] : [scope];
  };
  const filter = decideListFilter(input, ctx.actor.userId, ctx.now);
  if (search) filter.push(scope);
  const cursor = input.cursor ? listCursor.read(input.cursor) : null;
  const buckets = fromCursor(
    await sortBuckets(ctx, input.sort, search || isFiltered(input) || (input.sort === 'assignee' && isNarrow(ctx.actor.scope)) ? filter : null),
    cursor,
  );

  const hits: { id: string; key: string; bucket: string }[] = [];
  let perStatement = isNamed ? 2 : 1;
  for (let start = 0; start < buckets.length && hits.length <= input.limit && legs.length > 0; ) {
    const group = buckets.slice(start, start + perStatement);
    const from = start === 0 && group[0]?.name === cursor?.bucket ? cursor : null;
    const rows = await queryGroup(ctx.tenantId, group, filter, legsOf, from, input.limit + 1 - hits.length);
    for (const row of rows) {
      hits.push({ id: row.id, key: row.k instanceof Date ? row.k.toISOString() : String(row.k ?? ''), bucket: group[row.b]?.name ?? '-' });
    }
    start += group.length;
    if (isNamed) perStatement = Math.min(perStatement * 2, MOST_BUCKETS_AT_ONCE);
  }
  const page = hits.slice(0, input.limit);
  const last = page.at(-1);
  const records = await loadTickets(
    ctx,
    page.map((hit) => hit.id),
  );
  return { records, nextCursor: hits.length > input.limit && last ? listCursor.write(last) : null };
}

async function sortBuckets(ctx: UserCtx, sort: TicketSort, filter: readonly SqlCondition[] | null): Promise<ListBucket[]> {
  return decideSortBuckets(sort, { ids: await listSortNames(ctx, sort, filter) });
}

/** Few enough franchises and outlets that looking at all their tickets is cheap. */
function isNarrow(scope: Scope): boolean {
  return !('all' in scope) && scope.fids.length + scope.oids.length <= 12;
}

/** Whether all tickets of the franchise are in scope, not only those of some of its outlets. */
function isWholeFranchise(scope: Scope, fid: string): boolean {
  return 'all' in scope || scope.fids.includes(fid);
}

/** Whether the list shows less than all open tickets of the scope. */
function isFiltered({ view, statuses, priorities, categoryIds, assigneeIds, fids, oids }: z.output<typeof listTicketsInput>): boolean {
  return view !== 'all' || [statuses, priorities, categoryIds, assigneeIds, fids, oids].some((values) => values && values.length > 0);
}

/** The buckets from the cursor's on; a bucket that is gone (a colleague was renamed or left) starts the list anew. */
function fromCursor(buckets: ListBucket[], cursor: ListCursor | null): ListBucket[] {
  const index = cursor ? buckets.findIndex((bucket) => bucket.name === cursor.bucket) : 0;
  return index > 0 ? buckets.slice(index) : buckets;
}

async function queryGroup(
  tenantId: string,
  group: readonly ListBucket[],
  filter: readonly SqlCondition[],
  legsOf: (bucket: ListBucket) => readonly SqlCondition[],
  cursor: ListCursor | null,
  limit: number,
): Promise<Hit[]> {
  const [first] = group;
  if (!first) return [];
  const order = orderOf(first, '');
  const params: SqlValue[] = [];
  const selects = group.flatMap((bucket, index) =>
    legsOf(bucket).map((leg) => {
      const conditions = [...filter, bucket.condition, leg, ...(cursor && index === 0 ? [after(bucket, cursor)] : [])];
      params.push(tenantId, ...conditions.flatMap((one) => one.params), limit);
      return `(SELECT t.id, t.${bucket.key} AS k, ${index} AS b FROM ticket t WHERE t.tenant_id = ? AND ${conditions.map((one) => one.sql).join(' AND ')} ORDER BY ${orderOf(bucket, 't.')} LIMIT ?)`;
    }),
  );
  if (selects.length === 1) return database().query<Hit>(selects.join(''), params);
  return database().query<Hit>(
    `SELECT id, k, b FROM (${selects.join(' UNION ')}) x ORDER BY b, ${order.replace(/\b(last_message_at|created_at|awaiting_since)\b/, 'k')} LIMIT ?`,
    [...params, limit],
  );
}

function orderOf(bucket: ListBucket, prefix: string): string {
  const direction = bucket.isDescending ? 'DESC' : 'ASC';
  return bucket.key === 'id' ? `${prefix}id ${direction}` : `${prefix}${bucket.key} ${direction}, ${prefix}id ${direction}`;
}

function after(bucket: ListBucket, cursor: ListCursor): SqlCondition {
  const sign = bucket.isDescending ? '<' : '>';
  if (bucket.key === 'id') return { sql: `t.id ${sign} ?`, params: [cursor.id] };
  const key = new Date(cursor.key);
  if (Number.isNaN(key.getTime())) return { sql: `t.id ${sign} ?`, params: [cursor.id] };
  return { sql: `t.${bucket.key} ${sign}= ? AND (t.${bucket.key} ${sign} ? OR t.id ${sign} ?)`, params: [key, key, cursor.id] };
}
