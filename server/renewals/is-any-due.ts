import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';

/**
 * Whether any of these is still to be looked at now. A round gives out what the former may not have got through yet: most of that has been
 * written about when its turn comes, and is let go of here, without a lock and before the POS is asked.
 */
export async function isAnyDue({ tenantId, now }: Pick<Ctx, 'tenantId' | 'now'>, renewalIds: readonly string[]): Promise<boolean> {
  if (renewalIds.length === 0) return false;
  const due = await database().query("SELECT id FROM renewal WHERE tenant_id = ? AND id IN (?) AND next_at <= ? AND status IN ('due', 'failed') LIMIT 1", [
    tenantId,
    renewalIds,
    now,
  ]);
  return due.length > 0;
}
