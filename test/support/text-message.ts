import { randomUUID } from 'node:crypto';

/** A text message of a phone, sent `secondsAgo`. */
export function textMessage(from: string, body: string, more: Record<string, unknown> = {}, secondsAgo = 0): Record<string, unknown> & { id: string } {
  return { from, id: `wamid.${randomUUID()}`, timestamp: String(Math.floor(Date.now() / 1000) - secondsAgo), type: 'text', text: { body }, ...more };
}
