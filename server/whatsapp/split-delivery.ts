import type { DeliveryItem, Json } from './delivery-types.ts';

/**
 * Takes a webhook body apart: every entry, change, message and status becomes one item, in the order they came.
 * Pure and tolerant: whatever is not understood becomes an `o` item with its raw part, nothing throws, nothing is lost.
 */
export function splitDelivery(body: unknown): DeliveryItem[] {
  if (!isObject(body) || !Array.isArray(body['entry'])) return [other('unreadable', null, null, body)];
  if (body['object'] !== 'whatsapp_business_account') return [other('other_object', null, null, body)];
  const items: DeliveryItem[] = [];
  for (const entry of body['entry'] as unknown[]) {
    if (!isObject(entry) || !Array.isArray(entry['changes'])) {
      items.push(other('unreadable_entry', null, null, entry));
      continue;
    }
    for (const change of entry['changes'] as unknown[]) items.push(...splitChange(text(entry['id']), change, entry['time']));
  }
  return items;
}

function splitChange(waba: string | null, change: unknown, time: unknown): DeliveryItem[] {
  if (!isObject(change)) return [other('unreadable_change', waba, null, change)];
  const field = text(change['field']) ?? 'unnamed';
  const value = change['value'];
  const metadata = isObject(value) && isObject(value['metadata']) ? value['metadata'] : null;
  const number = text(metadata?.['phone_number_id']);
  if (field !== 'messages' || !isObject(value)) return [other(field, waba, number, time === undefined ? change : { ...change, time })];
  const items: DeliveryItem[] = [];
  const contacts = list(value['contacts']);
  const messages = list(value['messages']);
  messages.forEach((message, index) => {
    const id = isObject(message) ? text(message['id']) : null;
    if (!isObject(message) || !id || !number) items.push(other('unreadable_message', waba, number, { metadata, contacts, message }));
    else items.push({ k: 'm', n: number, id, m: message, c: contactOf(message, contacts, messages.length === contacts.length ? index : -1) });
  });
  for (const status of list(value['statuses'])) {
    const id = isObject(status) ? text(status['id']) : null;
    if (!isObject(status) || !id || !number) items.push(other('unreadable_status', waba, number, { metadata, status }));
    else items.push({ k: 's', n: number, id, s: withRecipient(status, contacts) });
  }
  const errors = list(value['errors']);
  if (errors.length > 0) items.push(other('errors', waba, number, { metadata, errors }));
  if (items.length === 0) items.push(other('empty_messages', waba, number, change));
  return items;
}

/** The contact block of a message: by BSUID, by phone, by position when the lists are parallel, or the only one there is. */
function contactOf(message: Json, contacts: readonly unknown[], position: number): Json | null {
  const known = contacts.filter(isObject);
  const user = text(message['from_user_id']);
  const from = text(message['from']);
  const match = (user && known.find((contact) => contact['user_id'] === user)) || (from && known.find((contact) => contact['wa_id'] === from));
  if (match) return match;
  const beside = contacts[position];
  if (isObject(beside) && (!from || !text(beside['wa_id'])) && (!user || !text(beside['user_id']))) return beside;
  return !from && !user && known.length === 1 ? (known[0] ?? null) : null;
}

/** A status with the ids its contact block alone says, when that block is certainly about its recipient. */
function withRecipient(status: Json, contacts: readonly unknown[]): Json {
  if (contacts.length === 0) return status;
  const known = contacts.filter(isObject);
  const user = text(status['recipient_user_id']);
  const phone = text(status['recipient_id']);
  const contact =
    (user && known.find((one) => one['user_id'] === user)) ||
    (phone && known.find((one) => one['wa_id'] === phone)) ||
    (!user && !phone && known.length === 1 && known[0]);
  if (!contact) return status;
  const more = [
    ['recipient_id', phone, contact['wa_id']],
    ['recipient_user_id', user, contact['user_id']],
    ['recipient_parent_user_id', text(status['recipient_parent_user_id']), contact['parent_user_id']],
  ] as const;
  const missing = more.flatMap(([key, has, given]) => (!has && text(given) ? [[key, given]] : []));
  return missing.length === 0 ? status : { ...status, ...Object.fromEntries(missing) };
}

function other(field: string, waba: string | null, number: string | null, raw: unknown): DeliveryItem {
  return { k: 'o', f: field.slice(0, 64), w: waba, n: number, raw: raw === undefined ? null : raw };
}
function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}
function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function text(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value !== '' && value.length <= 200 ? value : null;
}
