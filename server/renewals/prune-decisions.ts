import { readSettings } from '../access/read-settings.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';

const AT_ONCE = 500;

/** The log behind "Explain" of renewals that ended longer ago than `retention_months` goes (SEC-05); renewals and attempts stay, the rates count them. Answers how many rows. */
export async function pruneDecisions(ctx: Ctx): Promise<number> {
  const settings = await readSettings(ctx.tenantId, ctx.now);
  const before = new Date(ctx.now);
  before.setUTCMonth(before.getUTCMonth() - settings.retention_months);
  let removed = 0;
  for (let after = '0'; ; ) {
    const ended = await database().query<{ id: string }>(
      `SELECT r.id FROM renewal r WHERE r.tenant_id = ? AND r.due_date < ? AND r.id > ? AND (r.status IN ('paid', 'cancelled') OR r.outcome = 'lost')
         AND EXISTS (SELECT 1 FROM renewal_decision d WHERE d.tenant_id = r.tenant_id AND d.renewal_id = r.id) ORDER BY r.id LIMIT ?`,
      [ctx.tenantId, before, after, AT_ONCE],
    );
    const ids = ended.map(({ id }) => id);
    if (ids.length > 0) {
      const { affectedRows } = await database().execute('DELETE FROM renewal_decision WHERE tenant_id = ? AND renewal_id IN (?)', [ctx.tenantId, ids]);
      removed += affectedRows;
    }
    const last = ids.at(-1);
    if (ids.length < AT_ONCE || last === undefined) return removed;
    after = last;
  }
}
