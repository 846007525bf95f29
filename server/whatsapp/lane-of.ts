import { crc32 } from 'node:zlib';
import type { DeliveryItem, Json } from './delivery-types.ts';
import { readJson } from './read-json.ts';

/** Which lane an item travels on: one sender of one number (or one outbound message's statuses) always takes the same, which keeps their order. */
export function laneOf(item: DeliveryItem, lanes: { ingest: number; status: number }): string {
  if (item.k === 's') return `wa.status.${crc32(item.id) % lanes.status}`;
  const key = item.k === 'm' ? `${item.n}|${senderKey(item.m)}` : `${item.f}|${item.w ?? item.n ?? ''}`;
  return `wa.ingest.${crc32(key) % lanes.ingest}`;
}

function senderKey(message: Json): string {
  const previous = readJson.object(message['system'])?.['previous_user_id'];
  return readJson.text(previous) ?? readJson.text(message['from_user_id']) ?? readJson.text(message['from']) ?? '';
}
