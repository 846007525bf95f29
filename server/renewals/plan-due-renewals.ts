import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { planRenewals } from './plan-renewals.ts';

const AT_ONCE = 250;

/**
 * Decides everything anew whose look has come, page by page: what only waits on goes no further than this. After a change of
 * settings that is the whole portfolio, seconds here, where a sender for each person would take minutes. Answers how many were looked at.
 */
export async function planDueRenewals(ctx: Ctx): Promise<number> {
  let looked = 0;
  for (let after = '0'; ; ) {
    const rows = await database().query<{ id: string }>(
      "SELECT id FROM renewal WHERE tenant_id = ? AND next_at <= ? AND status IN ('due', 'failed') AND id > ? ORDER BY id LIMIT ?",
      [ctx.tenantId, ctx.now, after, AT_ONCE],
    );
    const ids = rows.map(({ id }) => id);
    // a sender at work would be waited for with hundreds of rows in hand, which other senders wait for then
    await planRenewals(ctx, ids, 'skip');
    looked += ids.length;
    const last = ids.at(-1);
    if (ids.length < AT_ONCE || last === undefined) return looked;
    after = last;
  }
}
