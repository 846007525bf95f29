import type { Sender } from '../contacts/sender-types.ts';
import type { Json } from './delivery-types.ts';
import { readJson } from './read-json.ts';
import { readPhone } from './read-phone.ts';

const { id, object, text } = readJson;

/** Who wrote a message: phone (may be absent), BSUIDs, profile name and username (whatsapp.md §2). */
export function parseSender(message: Json, contact: Json | null): Sender {
  const profile = object(contact?.['profile']);
  return {
    phone: readPhone(message['from']) ?? readPhone(contact?.['wa_id']),
    bsuid: id(message['from_user_id'], 150) ?? id(contact?.['user_id'], 150),
    parentBsuid: id(message['from_parent_user_id'], 150) ?? id(contact?.['parent_user_id'], 150),
    name: text(profile?.['name'], 255)?.trim() || null,
    username: text(profile?.['username'], 64) ?? text(contact?.['username'], 64),
  };
}
