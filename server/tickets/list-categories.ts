import type { CategoryView } from '../../types/tickets.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';

/** What a ticket can be about (TICKET-04), by name. */
export function listCategories(ctx: UserCtx): Promise<CategoryView[]> {
  return database().query<CategoryView>('SELECT id, name FROM category WHERE tenant_id = ? ORDER BY name', [ctx.tenantId]);
}
