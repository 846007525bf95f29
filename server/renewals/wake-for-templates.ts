import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { loadSendableTemplates } from './load-sendable-templates.ts';
import { wakeRenewals } from './wake-renewals.ts';

const seen = new Map<string, string>();

/** Renewals that wait for a template are looked at again once another set of templates may be sent than when this process looked last. Answers how many. */
export async function wakeForTemplates(ctx: Ctx): Promise<number> {
  const { sendable, isNumberStopped } = await loadSendableTemplates(database(), ctx.tenantId);
  const now = `${isNumberStopped} ${[...sendable].sort().join(' ')}`;
  if (seen.get(ctx.tenantId) === now) return 0;
  seen.set(ctx.tenantId, now);
  return (
    (await wakeRenewals(database(), ctx.tenantId, { reason: 'template' }, ctx.now)) +
    (await wakeRenewals(database(), ctx.tenantId, { reason: 'number_stopped' }, ctx.now))
  );
}
