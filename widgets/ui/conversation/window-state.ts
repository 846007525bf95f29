/** The customer service window at a moment: open with time left, running out (under 2 h), or closed. */
export type WindowState = { kind: 'open' | 'ending'; leftMs: number } | { kind: 'closed'; sinceMs: number | null };

const ENDING_MS = 2 * 3_600_000;

/** WhatsApp lets us write freely for 24 h after the merchant's last message; `endsAt` null: they never wrote. */
export function windowState(endsAt: string | null, now: number): WindowState {
  if (endsAt === null) return { kind: 'closed', sinceMs: null };
  const leftMs = Date.parse(endsAt) - now;
  if (leftMs <= 0) return { kind: 'closed', sinceMs: -leftMs };
  return { kind: leftMs < ENDING_MS ? 'ending' : 'open', leftMs };
}
