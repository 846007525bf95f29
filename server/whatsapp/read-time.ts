import { readJson } from './read-json.ts';

const WEEK_MS = 7 * 86_400_000;

/**
 * Provider time (seconds as text) as a Date. Times later than the arrival become the arrival; missing, absurd or
 * older than Meta's own redelivery limit with a month of slack become the arrival too, so that one bad clock cannot
 * hold a service window open or sink a message to the bottom of its thread.
 */
export function readTime(value: unknown, receivedAt: Date): Date {
  const seconds = readJson.number(value);
  if (seconds === null || seconds <= 0) return receivedAt;
  const at = seconds > 1e11 ? seconds : seconds * 1000;
  if (at > receivedAt.getTime() || at < receivedAt.getTime() - 5 * WEEK_MS) return receivedAt;
  return new Date(at);
}
