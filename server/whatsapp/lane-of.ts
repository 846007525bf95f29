import { crc32 } from 'node:zlib';
import type { DeliveryItem, Json } from './delivery-types.ts';

/** Which lane an item travels on: one sender of one number (or one outbound message's statuses) always takes the same, which keeps their order. */
export function laneOf(item: DeliveryItem, lanes: { ingest: number; status: number }): string {
  if (item.k === 's') return `wa.status.${crc32(item.id) % lanes.status}`;
  const key = item.k === 'm' ? `${item.n}|${senderKey(item.m)}` : `${item.f}|${item.w ?? item.n ?? ''}`;
  return `wa.ingest.${crc32(key) % lanes.ingest}`;
}

function senderKey(message: Json): string {
  const system = message['system'];
  const previous = typeof system === 'object' && system !== null ? (system as Json)['previous_user_id'] : undefined;
  return String(previous ?? message['from_user_id'] ?? message['from'] ?? '');
}
