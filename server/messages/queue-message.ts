import type { SendReplyInput } from '../../types/messages.ts';
import { announce } from '../platform/announce.ts';
import { AppError } from '../platform/app-error.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { composeOutbound } from './compose-outbound.ts';
import { decideTicketAfterReply } from './decide-ticket-after-reply.ts';
import { decideWindow } from './decide-window.ts';
import { findTargetMessage } from './find-target-message.ts';
import { insertOutbound } from './insert-outbound.ts';
import { lockTicketForReply } from './lock-ticket-for-reply.ts';
import type { ComposedMessage, OutboundLane, TicketForReply } from './outbound-types.ts';
import { publishReply } from './publish-reply.ts';
import { refuseStaleReply } from './refuse-stale-reply.ts';
import { showReaction } from './show-reaction.ts';
import { OUTBOUND_QUEUES } from './wake-outbound.ts';

export type QueueMessageInput = Omit<SendReplyInput, 'force'> & {
  force?: boolean;
  /** `bulk`: may wait behind everything a person writes */
  lane?: OutboundLane;
  /** it asks something: the next message of the merchant in its ticket is recorded as the answer (`prompt.answered`) */
  asks?: boolean;
};

/**
 * The one way out: message `queued`, its `outbound` row, the ticket's line and the event of its lane in one transaction. The same
 * `clientKey` returns the same message and sends nothing again. Errors: not_found, window_closed, stale_reply, invalid_input, forbidden
 * (opted out), conflict (closed ticket, template not approved, key used elsewhere).
 */
export async function queueMessage(ctx: Ctx, input: QueueMessageInput): Promise<{ messageId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicketForReply(ctx, input.ticketId);
    const [known] = await ctx.tx.query<{ id: string; ticket_id: string; author_user_id: string | null }>(
      'SELECT id, ticket_id, author_user_id FROM message WHERE tenant_id = ? AND client_key = ?',
      [ctx.tenantId, input.clientKey],
    );
    const authorId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
    if (known) {
      if (known.ticket_id !== ticket.id || known.author_user_id !== authorId) throw new AppError('conflict', 'This key belongs to another message.');
      return { messageId: known.id };
    }
    if (ticket.status === 'closed') throw new AppError('conflict', 'This ticket is closed.', { status: ticket.status });
    if (input.baseRevision !== undefined && !input.force && input.content.type !== 'reaction') await refuseStaleReply(ctx, ticket.id, input.baseRevision);
    const window = decideWindow(ticket.last_inbound_at, ctx.now);
    if (!window.isOpen && input.content.type !== 'template') {
      throw new AppError('window_closed', 'The merchant last wrote more than 24 hours ago: only a template may be sent.', {
        windowEndsAt: window.endsAt?.toISOString() ?? null,
      });
    }
    const composed = await composeOutbound(ctx, ticket, input.content);
    const replyTo = composed.replyToWaMessageId ?? (await quotedMessage(ctx, ticket, input.replyToId));
    const { clientKey, lane = 'support' } = input;
    const messageId = await insertOutbound(ctx, ticket, composed, { replyToWaMessageId: replyTo, clientKey, revision: ticket.revision + 1, lane });
    const isOpened = await noteOnTicket(ctx, ticket, composed, messageId, input.asks ?? false);
    const reactionTarget = composed.type === 'reaction' && replyTo !== null ? await showReaction(ctx, replyTo, composed.text ?? '') : null;
    await announce(ctx.tx, [{ tenantId: ctx.tenantId, type: OUTBOUND_QUEUES[lane][1], payload: { messageId, contactId: ticket.contact_id } }], ctx.now);
    const { log, tenantId, now, requestId } = ctx;
    ctx.tx.afterCommit(() => publishReply({ log, tenantId, now }, ticket.id, reactionTarget ?? messageId, isOpened ? requestId : null));
    return { messageId };
  });
}

/** wamid of the message a reply quotes; it must be of the same conversation, in scope, and known to WhatsApp. */
async function quotedMessage(ctx: Ctx & { tx: Tx }, ticket: TicketForReply, replyToId: string | undefined): Promise<string | null> {
  if (replyToId === undefined) return null;
  const row = await findTargetMessage(ctx, ticket, replyToId);
  if (!row?.wa_message_id) throw new AppError('not_found', 'The message to reply to does not exist.');
  return row.wa_message_id;
}

/** The inbox line and the lifecycle of the ticket; what changed is audited. True when its status is another one now. */
async function noteOnTicket(ctx: Ctx & { tx: Tx }, ticket: TicketForReply, composed: ComposedMessage, messageId: string, asks: boolean): Promise<boolean> {
  const isReaction = composed.type === 'reaction';
  const after = decideTicketAfterReply(
    { status: ticket.status, firstResponseAt: ticket.first_response_at },
    { byHuman: ctx.actor.kind === 'user', isReaction, at: ctx.now },
  );
  await ctx.tx.execute(
    `UPDATE ticket SET status = ?, prompt_state = ?, first_response_at = ?, revision = revision + 1${after.isAnswered ? ', awaiting_since = NULL, unread_count = 0' : ''}${isReaction ? '' : ", last_message_at = GREATEST(last_message_at, ?), preview_type = ?, preview_text = ?, preview_direction = 'out', preview_status = 'queued', preview_message_id = ?"}
     WHERE tenant_id = ? AND id = ?`,
    [
      after.status,
      promptStateAfter(ticket.prompt_state, asks, ctx.actor.kind === 'user' && !isReaction),
      after.firstResponseAt,
      ...(isReaction ? [] : [ctx.now, composed.type, composed.text === null ? null : [...composed.text].slice(0, 200).join(''), messageId]),
      ctx.tenantId,
      ticket.id,
    ],
  );
  const audit = { tenantId: ctx.tenantId, actor: ctx.actor, requestId: ctx.requestId, at: ctx.now };
  await recordAudit(ctx.tx, [
    {
      ...audit,
      entityType: 'message',
      entityId: messageId,
      action: 'queued',
      after: { type: composed.type, ticketId: ticket.id, ...(composed.templateId === null ? {} : { templateId: composed.templateId }) },
    },
    ...(after.status === ticket.status
      ? []
      : [
          {
            ...audit,
            entityType: 'ticket' as const,
            entityId: ticket.id,
            action: 'status_changed',
            before: { status: ticket.status },
            after: { status: after.status },
          },
        ]),
  ]);
  return after.status !== ticket.status;
}

/** What an automatic message asked in a ticket is open until the merchant answers; a colleague who writes into a ticket nobody saw makes it one that everybody sees. */
function promptStateAfter(before: TicketForReply['prompt_state'], asks: boolean, byPerson: boolean): TicketForReply['prompt_state'] {
  if (before === 'outreach') return byPerson ? 'asked' : 'outreach';
  return asks ? 'asked' : before;
}
