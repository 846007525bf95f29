import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { loadSendableTemplates } from './load-sendable-templates.ts';
import { wakeRenewals } from './wake-renewals.ts';

const seen = new Map<string, string>();

/**
 * Renewals that wait for a template or a number are looked at again once other templates may be sent, or from other numbers, than when this
 * process looked last. Answers how many.
 */
export async function wakeForTemplates(ctx: Ctx): Promise<number> {
  const sql = database();
  const { sendable } = await loadSendableTemplates(sql, ctx.tenantId);
  const stopped = await sql.query<{ id: string }>('SELECT id FROM whatsapp_number WHERE tenant_id = ? AND stopped_reason IS NOT NULL ORDER BY id', [
    ctx.tenantId,
  ]);
  const now = `${stopped.map(({ id }) => id).join(' ')}|${[...sendable].sort().join(' ')}`;
  if (seen.get(ctx.tenantId) === now) return 0;
  seen.set(ctx.tenantId, now);
  return (
    (await wakeRenewals(sql, ctx.tenantId, { reason: 'template' }, ctx.now)) + (await wakeRenewals(sql, ctx.tenantId, { reason: 'number_stopped' }, ctx.now))
  );
}
