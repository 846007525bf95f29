import { announce } from '../platform/announce.ts';
import type { Ctx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { metrics } from '../platform/metrics.ts';
import { publishLive } from '../platform/publish-live.ts';
import { recordAudit } from '../platform/record-audit.ts';

/**
 * The provider refuses the whole number (token, account, billing: class S of whatsapp.md §3.4): nothing more goes out from it and an
 * operator is told, once. What people send meanwhile fails with that reason until `resumeNumber`.
 */
export async function stopNumber(ctx: Ctx, input: { numberId: string; code: string; detail: string }): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { affectedRows } = await ctx.tx.execute('UPDATE whatsapp_number SET stopped_reason = ? WHERE tenant_id = ? AND id = ? AND stopped_reason IS NULL', [
      input.code.slice(0, 64),
      ctx.tenantId,
      input.numberId,
    ]);
    if (affectedRows === 0) return;
    const at = new Date();
    await recordAudit(ctx.tx, [
      {
        tenantId: ctx.tenantId,
        actor: ctx.actor,
        entityType: 'number',
        entityId: input.numberId,
        action: 'stopped',
        after: { code: input.code, detail: input.detail },
        requestId: ctx.requestId,
        at,
      },
    ]);
    await announce(
      ctx.tx,
      [
        {
          tenantId: ctx.tenantId,
          type: 'channel.alert',
          payload: { numberId: input.numberId, code: input.code, message: `Sending has been stopped: ${input.detail}` },
        },
      ],
      at,
    );
    ctx.tx.afterCommit(() => publishLive(ctx.tenantId, [{ rooms: ['everyone'], delta: { t: 'number', numberId: input.numberId, isStopped: true } }], ctx.log));
    metrics.channelAlerts.inc({ code: input.code.slice(0, 64) });
    ctx.log.error({ numberId: input.numberId, code: input.code }, 'sending from this number has been stopped');
  });
}
