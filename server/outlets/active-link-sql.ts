import type { SqlCondition } from '../access/scope-sql.ts';

/**
 * Which links between people and outlets count at this moment: nobody said they are wrong, and they have not expired. Every reader of
 * `contact_outlet` that acts on a link asks this; `alias` is the table's alias in the statement.
 */
export function activeLinkSql(alias: string, now: Date): SqlCondition {
  return { sql: `(${alias}.state = 'active' AND (${alias}.expires_at IS NULL OR ${alias}.expires_at > ?))`, params: [now] };
}
