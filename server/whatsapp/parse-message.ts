import type { InboundEffect, InboundMessage } from '../messages/inbound-message-types.ts';
import type { MessagePayload } from '../messages/message-types.ts';
import type { Json } from './delivery-types.ts';
import { parseContent } from './parse-content.ts';
import { parseSender } from './parse-sender.ts';
import { readJson } from './read-json.ts';
import { readPhone } from './read-phone.ts';
import { readTime } from './read-time.ts';
import { ownOf } from '../platform/own-of.ts';

const { id, messageId, object, text } = readJson;
const MOST_ORIGIN = 16_000;
const SYSTEM_DETAILS: Readonly<Record<string, string>> = {
  user_changed_number: 'number_changed',
  customer_changed_number: 'number_changed',
  user_changed_user_id: 'user_id_changed',
  customer_identity_changed: 'identity_changed',
  user_identity_changed: 'identity_changed',
};

/** A message item in our own words. Pure; null when nobody can be said to have sent it (the caller keeps it raw). */
export function parseMessage(input: { numberId: string; id: string; message: Json; contact: Json | null; receivedAt: Date }): InboundMessage | null {
  const { message, contact, receivedAt } = input;
  const effect = effectOf(message, contact);
  const sender = effect.kind === 'identity' ? effect.next : parseSender(message, contact);
  const waMessageId = messageId(input.id);
  if (!waMessageId || (!sender.phone && !sender.bsuid && !sender.parentBsuid)) return null;
  const content = parseContent(message);
  const context = object(message['context']);
  const payload: MessagePayload = { ...content.payload, ...referralOf(message) };
  const origin = originOf(message, context);
  if (origin && payload.raw === undefined) payload.raw = origin;
  if (context && (readJson.flag(context['forwarded']) || readJson.flag(context['frequently_forwarded']))) payload.forwarded = true;
  const system = content.type === 'system' ? text(object(message['system'])?.['type'], 64) : null;
  if (system) payload.detail = ownOf(SYSTEM_DETAILS, system) ?? system;
  return {
    numberId: input.numberId,
    waMessageId,
    type: content.type,
    text: content.text,
    payload: Object.keys(payload).length > 0 ? payload : null,
    replyToWaMessageId: effect.kind === 'message' ? messageId(context?.['id']) : 'target' in effect ? effect.target : null,
    media: content.media,
    sender,
    effect,
    at: readTime(message['timestamp'], receivedAt),
    receivedAt,
  };
}

function effectOf(message: Json, contact: Json | null): InboundEffect {
  const type = text(message['type'], 32);
  const part = object(message[type ?? '']);
  if (type === 'reaction') {
    const target = messageId(part?.['message_id']);
    if (target) return { kind: 'reaction', target };
  }
  if (type === 'edit' || type === 'revoke') {
    const target = messageId(part?.['original_message_id'] ?? part?.['message_id']);
    if (target && type === 'revoke') return { kind: 'revoke', target };
    if (target) return { kind: 'edit', target, text: parseContent(object(part?.['message']) ?? {}).text };
  }
  if (type === 'system' && part) return identityEffect(message, part, contact);
  return { kind: 'message', opensWindow: type !== 'unsupported' && type !== 'system' };
}

/** `from` is the old number in older payloads and the new one in newer: what differs from the new number is the old one. */
function identityEffect(message: Json, system: Json, contact: Json | null): InboundEffect {
  const sender = parseSender(message, contact);
  const newPhone = readPhone(system['wa_id']) ?? readPhone(system['new_wa_id']);
  const spoken = (text(system['body'])?.match(/\d{7,20}/g) ?? []).map(readPhone);
  const oldPhone = [readPhone(message['from']), readPhone(system['customer']), ...spoken].find((phone) => phone !== null && phone !== newPhone) ?? null;
  const kind = text(system['type'], 64) ?? '';
  const changesPhone = kind.includes('changed_number');
  const newUser = id(system['user_id'], 150);
  const oldUser = id(system['previous_user_id'], 150);
  return {
    kind: 'identity',
    detail: ownOf(SYSTEM_DETAILS, kind) ?? kind,
    previous: {
      phone: changesPhone && newPhone ? oldPhone : sender.phone,
      bsuid: oldUser ?? (newUser ? null : sender.bsuid),
      parentBsuid: id(system['previous_parent_user_id'], 150),
      name: null,
      username: null,
    },
    next: {
      phone: changesPhone ? (newPhone ?? sender.phone) : sender.phone,
      bsuid: newUser ?? (oldUser && sender.bsuid === oldUser ? null : sender.bsuid),
      parentBsuid: id(system['parent_user_id'], 150) ?? sender.parentBsuid,
      name: sender.name,
      username: sender.username,
    },
  };
}

/** Where a message came from, as Meta says it and never says it again: the click's id (ctwa_clid) of an advertisement, the product it asks about. */
function originOf(message: Json, context: Json | null): string | null {
  const referral = object(message['referral']);
  const product = object(context?.['referred_product']);
  if (!referral && !product) return null;
  // as text, as every raw part: databases differ in how deep and how odd a JSON value may be
  const origin = JSON.stringify({ ...(referral ? { referral } : {}), ...(product ? { referred_product: product } : {}) });
  return origin.length <= MOST_ORIGIN ? origin.toWellFormed() : null;
}

function referralOf(message: Json): Pick<MessagePayload, 'referral'> {
  const referral = object(message['referral']);
  if (!referral) return {};
  const pick = (key: string, max: number): string | undefined => text(referral[key], max) ?? undefined;
  const parts = { sourceUrl: pick('source_url', 2048), sourceType: pick('source_type', 32), headline: pick('headline', 512), body: pick('body', 1024) };
  return { referral: Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) };
}
