/** Any JSON object of the provider: nothing about its fields is certain. */
export type Json = Record<string, unknown>;

/** One message of a delivery with the contact block that belongs to it. Short keys: it travels through the broker. */
export interface MessageItem {
  k: 'm';
  /** phone_number_id */
  n: string;
  /** wamid */
  id: string;
  m: Json;
  c: Json | null;
}
/** One status of a delivery. */
export interface StatusItem {
  k: 's';
  n: string;
  id: string;
  s: Json;
}
/** Everything else: other fields, kinds we do not know, broken parts. Kept raw. */
export interface OtherItem {
  k: 'o';
  /** webhook field, or what is odd about it */
  f: string;
  /** WABA id, when there is one */
  w: string | null;
  n: string | null;
  raw: unknown;
}
export type DeliveryItem = MessageItem | StatusItem | OtherItem;
