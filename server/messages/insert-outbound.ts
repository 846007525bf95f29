import { AppError } from '../platform/app-error.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import { isTakenKey } from '../platform/is-taken-key.ts';
import type { ComposedMessage, OutboundLane, TicketForReply } from './outbound-types.ts';

/** The message row `queued` and its `outbound` row, due at once. Returns the message id. `conflict` when its key was used at the same moment. */
export async function insertOutbound(
  ctx: Ctx & { tx: Tx },
  ticket: TicketForReply,
  composed: ComposedMessage,
  more: { replyToWaMessageId: string | null; clientKey: string; revision: number; lane: OutboundLane },
): Promise<string> {
  const { upload } = composed;
  const columns: Record<string, string | number | Date | null> = {
    tenant_id: ctx.tenantId,
    ticket_id: ticket.id,
    contact_id: ticket.contact_id,
    number_id: ticket.number_id,
    direction: 'out',
    type: composed.type,
    content_text: composed.text,
    payload: composed.payload ? JSON.stringify(composed.payload) : null,
    reply_to_wa_message_id: more.replyToWaMessageId,
    author_user_id: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
    client_key: more.clientKey,
    ticket_revision: more.revision,
    template_id: composed.templateId,
    upload_id: upload?.id ?? null,
    media_state: upload ? 'stored' : null,
    media_key: upload?.media_key ?? null,
    media_mime: upload?.mime ?? null,
    media_sha256: upload?.sha256 ?? null,
    media_bytes: upload?.bytes ?? null,
    media_filename: upload?.filename ?? null,
    status: 'queued',
    occurred_at: ctx.now,
  };
  const names = Object.keys(columns);
  const { insertId } = await ctx.tx.execute(`INSERT INTO message (${names.join(', ')}) VALUES (?)`, [Object.values(columns)]).catch((error: unknown) => {
    // sent at the same moment for another ticket: what was asked before did not see it yet
    throw isTakenKey(error, 'uq_message_client_key') ? new AppError('conflict', 'This key belongs to another message.') : error;
  });
  await ctx.tx.execute(
    'INSERT INTO outbound (tenant_id, message_id, number_id, contact_id, state, lane, next_attempt_at, woken_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    [ctx.tenantId, insertId, ticket.number_id, ticket.contact_id, 'queued', more.lane, ctx.now, ctx.now],
  );
  return insertId;
}
