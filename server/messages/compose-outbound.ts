import type { InteractiveContent, OutboundContent } from '../../types/messages.ts';
import { AppError } from '../platform/app-error.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import { composeTemplate } from './compose-template.ts';
import { findTargetMessage } from './find-target-message.ts';
import type { ComposedMessage, GraphFragment, TicketForReply, UploadRow } from './outbound-types.ts';

const blank = { text: null, payload: null, replyToWaMessageId: null, templateId: null, upload: null } as const;

/** Turns what a person wants to say into the columns of a message, refusing what WhatsApp would refuse (limits: whatsapp.md §3.1). */
export async function composeOutbound(ctx: Ctx & { tx: Tx }, ticket: TicketForReply, content: OutboundContent): Promise<ComposedMessage> {
  switch (content.type) {
    case 'text':
      return { ...blank, type: 'text', text: content.text };
    case 'media':
      return composeMedia(ctx, content);
    case 'reaction':
      return composeReaction(ctx, ticket, content);
    case 'template':
      return composeTemplate(ctx, ticket, content);
    case 'interactive':
      return composeInteractive(content);
  }
}

async function composeMedia(ctx: Ctx & { tx: Tx }, content: Extract<OutboundContent, { type: 'media' }>): Promise<ComposedMessage> {
  const [upload] = await ctx.tx.query<UploadRow>(
    'SELECT id, user_id, media_key, mime, sha256, bytes, filename, kind, wa_media_id, wa_media_number_id, wa_media_at FROM upload WHERE tenant_id = ? AND id = ?',
    [ctx.tenantId, content.uploadId],
  );
  if (!upload || (ctx.actor.kind === 'user' && upload.user_id !== ctx.actor.userId)) throw new AppError('not_found', 'This upload does not exist.');
  const isVoice = content.voice && upload.kind === 'audio' && upload.mime.startsWith('audio/ogg');
  const hasCaption = upload.kind !== 'audio' && upload.kind !== 'sticker';
  if (content.caption && !hasCaption) throw new AppError('invalid_input', 'Voice notes, audio and stickers carry no caption.');
  return { ...blank, type: upload.kind, text: content.caption || null, payload: isVoice ? { voice: true } : null, upload };
}

async function composeReaction(
  ctx: Ctx & { tx: Tx },
  ticket: TicketForReply,
  content: Extract<OutboundContent, { type: 'reaction' }>,
): Promise<ComposedMessage> {
  const target = await findTargetMessage(ctx, ticket, content.messageId);
  if (!target) throw new AppError('not_found', 'The message to react to does not exist.');
  if (target.wa_message_id === null || target.type === 'reaction' || target.deleted_at)
    throw new AppError('invalid_input', 'Nobody can react to this message.');
  if (content.emoji !== '' && !/\p{Extended_Pictographic}|\p{Regional_Indicator}|[#*0-9]\uFE0F?\u20E3/u.test(content.emoji))
    throw new AppError('invalid_input', 'A reaction is one emoji.');
  return { ...blank, type: 'reaction', text: content.emoji, replyToWaMessageId: target.wa_message_id };
}

function composeInteractive(content: Extract<OutboundContent, { type: 'interactive' }>): ComposedMessage {
  const { options } = content;
  if (new Set(options.map((option) => option.id)).size !== options.length || new Set(options.map((option) => option.title)).size !== options.length) {
    throw new AppError('invalid_input', 'Every choice needs its own id and title.');
  }
  const asButtons = options.length <= 3 && options.every((option) => option.title.length <= 20 && !option.description);
  const body = { text: content.body };
  const interactive = asButtons
    ? { type: 'button', body, action: { buttons: options.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) } }
    : {
        type: 'list',
        body,
        action: {
          button: content.buttonLabel || 'Options',
          sections: [{ rows: options.map(({ id, title, description }) => ({ id, title, ...(description ? { description } : {}) })) }],
        },
      };
  const shown: InteractiveContent = {
    type: asButtons ? 'button' : 'list',
    options: options.map(({ id, title, description }) => ({ id, title, ...(description ? { description } : {}) })),
  };
  const raw: GraphFragment = { type: 'interactive', interactive };
  return { ...blank, type: 'interactive', text: content.body, payload: { interactive: shown, raw } };
}
