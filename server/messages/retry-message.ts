import { canSee } from '../access/can-see.ts';
import { announce } from '../platform/announce.ts';
import { AppError } from '../platform/app-error.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { publishLive } from '../platform/publish-live.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { decideFailure } from './decide-failure.ts';
import { MESSAGE_SETTLE_MS } from './decide-message-failure.ts';
import { decideWindow } from './decide-window.ts';
import { lockTicketForReply } from './lock-ticket-for-reply.ts';
import { markPreview } from './mark-preview.ts';
import { refreshReactions } from './refresh-reactions.ts';
import { publishStatus } from './publish-status.ts';
import { OUTBOUND_QUEUES } from './wake-outbound.ts';

interface Row {
  status: string;
  type: string;
  error_code: string | null;
  claimed_at: Date | null;
  template_id: string | null;
  /** of an automatic message; `taken-back:…` when another one goes in its place */
  claim_key: string | null;
}

/**
 * "Try again": a person asks for a new attempt of a failed message, or of one whose fate nobody learnt in ten minutes (it may then arrive
 * twice, and that is why a person decides). Already under way or sent: nothing happens. Errors: not_found, window_closed, forbidden (opted out), conflict.
 */
export async function retryMessage(ctx: Ctx, input: { messageId: string }): Promise<{ messageId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const key = [ctx.tenantId, input.messageId];
    const missing = new AppError('not_found', 'This message does not exist.');
    const [found] = await ctx.tx.query<{ ticket_id: string; fid: string | null; oid: string | null }>(
      "SELECT m.ticket_id, t.fid, t.oid FROM message m JOIN ticket t ON t.tenant_id = m.tenant_id AND t.id = m.ticket_id WHERE m.tenant_id = ? AND m.id = ? AND m.direction = 'out'",
      key,
    );
    if (!found || (ctx.actor.kind === 'user' && !canSee(ctx.actor.scope, found))) throw missing;
    const ticket = await lockTicketForReply(ctx, found.ticket_id);
    const [row] = await ctx.tx.query<Row>(
      `SELECT status, type, error_code, claimed_at, template_id, (SELECT a.claim_key FROM automatic_message a WHERE a.tenant_id = message.tenant_id AND a.message_id = message.id LIMIT 1) AS claim_key
       FROM message WHERE tenant_id = ? AND id = ? FOR UPDATE`,
      key,
    );
    if (!row) throw missing;
    if (row.status !== 'failed' && row.status !== 'unknown') return { messageId: input.messageId };
    const settlesAt = row.status === 'unknown' && row.claimed_at ? row.claimed_at.getTime() + MESSAGE_SETTLE_MS : 0;
    if (settlesAt > ctx.now.getTime())
      throw new AppError('conflict', 'WhatsApp may still confirm this message.', { status: row.status, retryAfterMs: settlesAt - ctx.now.getTime() });
    if (row.status === 'failed' && row.error_code !== null && !decideFailure(row.error_code).canRetry)
      throw new AppError('conflict', 'Trying again would fail again.', { code: row.error_code });
    if (row.claim_key?.startsWith('taken-back:'))
      throw new AppError('conflict', 'This message was taken back: another one goes in its place.', { code: row.error_code });
    if (row.type === 'template' && ticket.opted_out_at !== null)
      throw new AppError('forbidden', 'This person does not want to be written to first.', { reason: 'opted_out' });
    if (row.type === 'template') await refuseUnapproved(ctx, row.template_id);
    if (row.type !== 'template' && !decideWindow(ticket.last_inbound_at, ctx.now).isOpen)
      throw new AppError('window_closed', 'The merchant last wrote more than 24 hours ago: only a template may be sent.');

    // a reminder stays one: whether it is still wanted is asked again before it goes
    const lane = row.claim_key !== null && row.type === 'template' ? 'bulk' : 'support';
    await ctx.tx.execute(
      "UPDATE message SET status = 'queued', wa_message_id = NULL, error_code = NULL, error_detail = NULL, failed_at = NULL, sent_at = NULL WHERE tenant_id = ? AND id = ?",
      key,
    );
    await ctx.tx.execute(
      `INSERT INTO outbound (tenant_id, message_id, number_id, contact_id, state, lane, next_attempt_at, woken_at) VALUES (?, ?, ?, ?, 'queued', ?, ?, ?)
       ON DUPLICATE KEY UPDATE state = 'queued', lane = VALUES(lane), tries = 0, claimed_at = NULL, next_attempt_at = VALUES(next_attempt_at), woken_at = VALUES(woken_at)`,
      [...key, ticket.number_id, ticket.contact_id, lane, ctx.now, ctx.now],
    );
    if (ctx.actor.kind === 'user' && row.type !== 'reaction') {
      await ctx.tx.execute(
        'UPDATE ticket SET awaiting_since = NULL, first_response_at = COALESCE(first_response_at, ?), revision = revision + 1 WHERE tenant_id = ? AND id = ?',
        [ctx.now, ctx.tenantId, ticket.id],
      );
    }
    if (row.type === 'reaction') {
      const deltas = await refreshReactions(ctx.tx, ctx.tenantId, [input.messageId], ctx.now);
      ctx.tx.afterCommit(() => publishLive(ctx.tenantId, deltas, ctx.log));
    }
    await markPreview(ctx.tx, ctx.tenantId, input.messageId);
    await recordAudit(ctx.tx, [
      {
        tenantId: ctx.tenantId,
        actor: ctx.actor,
        entityType: 'message',
        entityId: input.messageId,
        action: 'retried',
        before: { status: row.status, code: row.error_code },
        after: { status: 'queued' },
        requestId: ctx.requestId,
        at: ctx.now,
      },
    ]);
    await announce(
      ctx.tx,
      [{ tenantId: ctx.tenantId, type: OUTBOUND_QUEUES[lane][1], payload: { messageId: input.messageId, contactId: ticket.contact_id } }],
      ctx.now,
    );
    const { tenantId, log } = ctx;
    ctx.tx.afterCommit(() => publishStatus({ tenantId, log }, input.messageId));
    return { messageId: input.messageId };
  });
}

async function refuseUnapproved(ctx: Ctx & { tx: Tx }, templateId: string | null): Promise<void> {
  const [template] = await ctx.tx.query<{ status: string }>('SELECT status FROM whatsapp_template WHERE tenant_id = ? AND id = ?', [ctx.tenantId, templateId]);
  if (template?.status !== 'APPROVED')
    throw new AppError('conflict', 'WhatsApp has not approved this template, or has paused it.', { status: template?.status ?? null });
}
