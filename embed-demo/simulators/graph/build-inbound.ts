import type { InboundOrder } from './inbound-schema.ts';
import type { StoredMedia } from './media-store.ts';
import type { Handset } from './simulator-types.ts';
import type { WireContact, WireMessage } from './wire-types.ts';

/** What a handset's message becomes on the wire: the message and the `contacts[]` entry beside it (absent for user-id changes). */
export interface BuiltInbound {
  message: WireMessage;
  contact: WireContact | null;
}

/**
 * Builds an inbound webhook message. Pure. The phone appears only when the handset shows one; the BSUID always does.
 * Source: webhooks reference, `messages` field, one page per message kind.
 */
export function buildInbound(
  order: InboundOrder,
  handset: Handset,
  businessPhone: string,
  id: string,
  sentAt: number,
  media: StoredMedia | null,
  mediaUrl: string | null,
): BuiltInbound {
  const from = handset.phone === null ? {} : { from: handset.phone };
  const message: WireMessage = { ...from, from_user_id: handset.userId, id, timestamp: String(Math.floor(sentAt / 1000)), type: order.kind };
  const contact: WireContact = {
    profile: { name: handset.name, ...(handset.username === null ? {} : { username: handset.username }) },
    ...(handset.phone === null ? {} : { wa_id: handset.phone }),
    user_id: handset.userId,
  };
  if (order.replyToId !== undefined) message.context = { from: businessPhone, id: order.replyToId };
  if (order.isForwarded === true) message.context = { ...message.context, forwarded: true };
  if (order.referral !== undefined) message.referral = order.referral;

  const mediaPart = (extra: Record<string, unknown> = {}): Record<string, unknown> => ({
    id: media?.id ?? '',
    mime_type: media?.mime ?? '',
    sha256: media?.sha256Base64 ?? '',
    ...(mediaUrl === null ? {} : { url: mediaUrl }),
    ...('caption' in order && order.caption !== undefined ? { caption: order.caption } : {}),
    ...extra,
  });

  switch (order.kind) {
    case 'text':
      message['text'] = { body: order.text };
      break;
    case 'image':
    case 'video':
      message[order.kind] = mediaPart();
      break;
    case 'document':
      message['document'] = mediaPart({ filename: order.filename ?? media?.filename ?? 'document' });
      break;
    case 'audio':
    case 'voice':
      message.type = 'audio';
      message['audio'] = mediaPart({ voice: order.kind === 'voice' });
      break;
    case 'sticker':
      message['sticker'] = mediaPart({ animated: false });
      break;
    case 'location':
      message['location'] = {
        latitude: order.latitude,
        longitude: order.longitude,
        ...(order.name === undefined ? {} : { name: order.name }),
        ...(order.address === undefined ? {} : { address: order.address }),
      };
      break;
    case 'contacts':
      message['contacts'] = order.people.map((person) => ({
        name: { formatted_name: person.name, first_name: person.name.split(' ')[0] ?? person.name },
        ...(person.phone === undefined ? {} : { phones: [{ phone: person.phone, wa_id: person.phone.replace(/\D/g, ''), type: 'CELL' }] }),
      }));
      break;
    case 'reaction':
      message['reaction'] = { message_id: order.messageId, ...(order.emoji === '' ? {} : { emoji: order.emoji }) };
      break;
    case 'button':
      message['button'] = { text: order.text, payload: order.payload ?? order.text };
      break;
    case 'button_reply':
      message.type = 'interactive';
      message['interactive'] = { type: 'button_reply', button_reply: { id: order.choiceId, title: order.title } };
      break;
    case 'list_reply':
      message.type = 'interactive';
      message['interactive'] = {
        type: 'list_reply',
        list_reply: { id: order.choiceId, title: order.title, ...(order.description === undefined ? {} : { description: order.description }) },
      };
      break;
    case 'flow_reply':
      message.type = 'interactive';
      message['interactive'] = { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: JSON.stringify(order.response) } };
      break;
    case 'order':
      message['order'] = {
        catalog_id: order.catalogId,
        ...(order.text === undefined ? {} : { text: order.text }),
        product_items: order.items.map((item) => ({ product_retailer_id: item.sku, quantity: item.quantity, item_price: item.price, currency: item.currency })),
      };
      break;
    case 'changed_number': {
      message.type = 'system';
      const body = `${handset.name} changed from ${handset.phone ?? handset.userId} to ${order.newPhone}`;
      const newUserId = order.newUserId ?? handset.userId;
      message['system'] = { body, type: 'user_changed_number', wa_id: order.newPhone, user_id: newUserId, previous_user_id: handset.userId };
      if (order.form === 'bsuid') {
        message.from = order.newPhone;
        message.from_user_id = newUserId;
      }
      contact.wa_id = message.from ?? order.newPhone;
      break;
    }
    case 'changed_user_id':
      message.type = 'system';
      delete message.from;
      delete message.from_user_id;
      message['system'] = {
        body: `${handset.name} has a new user id`,
        type: 'user_changed_user_id',
        user_id: order.newUserId,
        previous_user_id: handset.userId,
      };
      return { message: { ...message, ...order.extra }, contact: null };
    case 'unsupported':
      message['unsupported'] = { type: order.title };
      message.errors = [
        { code: 131051, title: 'Message type unknown', message: 'Message type unknown', error_data: { details: 'Message type is currently not supported.' } },
      ];
      break;
    case 'edit':
      message['edit'] = { original_message_id: order.messageId, message: { type: 'text', text: { body: order.text } } };
      break;
    case 'revoke':
      message['revoke'] = { original_message_id: order.messageId };
      break;
    case 'raw':
      message.type = 'unknown';
      Object.assign(message, order.message);
      break;
  }
  return { message: { ...message, ...order.extra }, contact };
}
