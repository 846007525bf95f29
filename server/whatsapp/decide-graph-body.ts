/** What is to be said, free of database and transport. */
export interface GraphBodyInput {
  /** what comes back in every status: which message of ours this is */
  callbackData: string;
  type: string;
  text: string | null;
  /** Graph fragment of templates and interactive messages, made when the message was queued */
  fragment: unknown;
  isVoice: boolean;
  filename: string | null;
  replyToWaMessageId: string | null;
  waMediaId: string | null;
  phone: string | null;
  bsuid: string | null;
}

const MEDIA = new Set(['image', 'audio', 'video', 'document', 'sticker']);

/**
 * The body of `POST /{number}/messages` (whatsapp.md §3.1); null when it cannot be addressed or has nothing to say. A phone goes with its
 * plus sign (§3.1); somebody without a phone is addressed by BSUID.
 */
export function decideGraphBody(input: GraphBodyInput): Record<string, unknown> | null {
  const address =
    input.phone !== null ? { to: input.phone.startsWith('+') ? input.phone : `+${input.phone}` } : input.bsuid !== null ? { recipient: input.bsuid } : null;
  const content = contentOf(input);
  if (!address || !content) return null;
  const quotes = input.replyToWaMessageId !== null && input.type !== 'reaction' && input.type !== 'template';
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...address,
    ...(quotes ? { context: { message_id: input.replyToWaMessageId } } : {}),
    ...content,
    biz_opaque_callback_data: input.callbackData,
  };
}

function contentOf(input: GraphBodyInput): Record<string, unknown> | null {
  if (input.type === 'text') return input.text ? { type: 'text', text: { body: input.text, preview_url: /https?:\/\//i.test(input.text) } } : null;
  if (input.type === 'reaction')
    return input.replyToWaMessageId ? { type: 'reaction', reaction: { message_id: input.replyToWaMessageId, emoji: input.text ?? '' } } : null;
  if (MEDIA.has(input.type)) {
    if (input.waMediaId === null) return null;
    const hasCaption = input.text !== null && input.type !== 'audio' && input.type !== 'sticker';
    const media = {
      id: input.waMediaId,
      ...(hasCaption ? { caption: input.text } : {}),
      ...(input.type === 'document' && input.filename !== null ? { filename: input.filename } : {}),
      ...(input.type === 'audio' && input.isVoice ? { voice: true } : {}),
    };
    return { type: input.type, [input.type]: media };
  }
  return typeof input.fragment === 'object' && input.fragment !== null ? { ...input.fragment } : null;
}
