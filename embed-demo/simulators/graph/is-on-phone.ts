import type { ChatEntry } from './simulator-types.ts';

/** Whether the merchant can see this line: what the business sent is on the phone once it was delivered, and what failed never is. */
export function isOnPhone(entry: ChatEntry): boolean {
  return entry.direction === 'in' || entry.status === 'delivered' || entry.status === 'read';
}
