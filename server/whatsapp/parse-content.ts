import type { ButtonOption, ContactCard, MessageKind } from '../../types/messages.ts';
import type { InboundMedia } from '../messages/inbound-message-types.ts';
import type { MessagePayload } from '../messages/message-types.ts';
import type { Json } from './delivery-types.ts';
import { readJson } from './read-json.ts';
import { ownOf } from '../platform/own-of.ts';

const { object, list, text, number, flag } = readJson;

/** The visible part of a message. */
export interface ParsedContent {
  type: MessageKind;
  text: string | null;
  payload: MessagePayload;
  media: InboundMedia | null;
}

/** One reader per kind of WhatsApp message (whatsapp.md §1.5). A known kind with an unreadable body is `unknown`, with the raw part kept. */
const READERS: Readonly<Record<string, (part: Json, message: Json) => ParsedContent | null>> = {
  text: (part) => of('text', text(part['body'], 8192), {}, part['body'] !== undefined),
  image: (part) => media('image', part),
  video: (part) => media('video', part),
  document: (part) => media('document', part),
  audio: (part) => media('audio', part, flag(part['voice']) ? { voice: true } : {}),
  voice: (part) => media('audio', part, { voice: true }),
  sticker: (part) => media('sticker', part),
  location: readLocation,
  button: (part) => of('button', text(part['text']) ?? text(part['payload']), replyPayload(text(part['payload'], 256), text(part['text'], 256))),
  interactive: readInteractive,
  reaction: (part) => of('reaction', text(part['emoji'], 32), {}, text(part['message_id']) !== null),
  order: readOrder,
  system: (part) => of('system', text(part['body']), {}, true),
};

/** Reads the body of a message (or of the new version inside an edit). Pure, never throws. */
export function parseContent(message: Json): ParsedContent {
  const type = text(message['type'], 64) ?? '';
  if (type === 'contacts') return readContacts(message);
  if (type === 'unsupported') return unsupported(message);
  const part = object(message[type]);
  const found = part ? ownOf(READERS, type)?.(part, message) : null;
  if (found) return found;
  const detail = type || 'untyped';
  return { type: type === 'edit' || type === 'revoke' ? 'system' : 'unknown', text: null, payload: { detail, raw: rawText(message) }, media: null };
}

function of(type: MessageKind, body: string | null, payload: MessagePayload = {}, readable = body !== null): ParsedContent | null {
  return readable ? { type, text: body, payload, media: null } : null;
}

function media(type: MessageKind, part: Json, payload: MessagePayload = {}): ParsedContent | null {
  const id = text(part['id'], 128);
  if (!id) return null;
  const file = { id, mime: text(part['mime_type'], 128), sha256: text(part['sha256'], 128), filename: text(part['filename'], 255) };
  return { type, text: text(part['caption']), payload, media: file };
}

function readLocation(part: Json): ParsedContent | null {
  const latitude = number(part['latitude']);
  const longitude = number(part['longitude']);
  if (latitude === null || longitude === null) return null;
  const name = text(part['name'], 255);
  const address = text(part['address'], 512);
  return of('location', name ?? address, { location: { latitude, longitude, ...(name ? { name } : {}), ...(address ? { address } : {}) } }, true);
}

function readInteractive(part: Json): ParsedContent | null {
  const chosen = object(part['button_reply']) ?? object(part['list_reply']);
  if (chosen) {
    const payload = replyPayload(text(chosen['id'], 256), text(chosen['title'], 256), text(chosen['description'], 256));
    return of('interactive', text(chosen['title']) ?? text(chosen['id']), payload);
  }
  const form = object(part['nfm_reply']);
  if (form) return of('interactive', text(form['body']), { interactive: { form: formOf(form['response_json']) } }, true);
  return of('interactive', null, { detail: text(part['type'], 64) ?? 'interactive', raw: rawText(part) }, true);
}

function replyPayload(id: string | null, title: string | null, description: string | null = null): MessagePayload {
  const reply: ButtonOption = { id: id ?? title ?? '', title: title ?? id ?? '', ...(description ? { description } : {}) };
  return { interactive: { reply } };
}

/** `response_json` is JSON inside a string; nested values stay JSON text. The flow token is ours, not an answer. */
function formOf(value: unknown): Record<string, string> {
  try {
    const answers: unknown = typeof value === 'string' ? JSON.parse(value) : value;
    const entries = Object.entries(object(answers) ?? {}).filter(([key]) => key !== 'flow_token');
    return Object.fromEntries(
      entries
        .slice(0, 100)
        .map(([key, answer]) => [
          key.slice(0, 100).toWellFormed(),
          (typeof answer === 'string' ? answer : (JSON.stringify(answer) ?? '')).slice(0, 2000).toWellFormed(),
        ]),
    );
  } catch {
    return {};
  }
}

function readOrder(part: Json): ParsedContent | null {
  const note = text(part['text']);
  const items = list(part['product_items']).map((entry) => {
    const item = object(entry) ?? {};
    return {
      productId: text(item['product_retailer_id'], 128) ?? '',
      quantity: number(item['quantity']) ?? 1,
      price: text(item['item_price'], 32) ?? '',
      currency: text(item['currency'], 8) ?? '',
    };
  });
  return of('order', note, { order: { items, ...(note ? { text: note } : {}) } }, true);
}

function readContacts(message: Json): ParsedContent {
  const cards = list(message['contacts']).map((entry): ContactCard => {
    const card = object(entry) ?? {};
    const name = object(card['name']) ?? {};
    const org = text(object(card['org'])?.['company'], 255);
    const full = text(name['formatted_name'], 255) ?? [text(name['first_name'], 100), text(name['last_name'], 100)].filter(Boolean).join(' ');
    const values = (key: string, field: string): string[] => list(card[key]).flatMap((value) => text(object(value)?.[field], 255) ?? []);
    return { name: full, phones: values('phones', 'phone'), emails: values('emails', 'email'), ...(org ? { org } : {}) };
  });
  if (cards.length === 0) return { type: 'unknown', text: null, payload: { detail: 'contacts', raw: rawText(message) }, media: null };
  return {
    type: 'contacts',
    text:
      cards
        .map((card) => card.name)
        .filter(Boolean)
        .join(', ') || null,
    payload: { contacts: cards },
    media: null,
  };
}

/** WhatsApp would not hand it over: `unsupported.type` or the error's title says what it was. */
function unsupported(message: Json): ParsedContent {
  const error = object(list(message['errors'])[0]);
  const detail = text(object(message['unsupported'])?.['type'], 64) ?? text(error?.['title'], 64) ?? 'unsupported';
  return { type: 'unsupported', text: null, payload: { detail, raw: rawText(message) }, media: null };
}

/** As JSON text: databases differ in how deep and how odd a JSON value may be. */
function rawText(value: unknown): string {
  try {
    return (JSON.stringify(value) ?? '').slice(0, 32_000).toWellFormed();
  } catch {
    return '';
  }
}
