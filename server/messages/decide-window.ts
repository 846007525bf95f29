const WINDOW_MS = 24 * 3_600_000;
/** Meta's clock and ours may differ, and a message takes a moment: the last minute counts as closed (whatsapp.md §4). */
const MARGIN_MS = 60_000;

/** The customer service window: 24 h from the provider's time of the merchant's last message to this number (WA-06). */
export function decideWindow(lastInboundAt: Date | null, now: Date, marginMs: number = MARGIN_MS): { isOpen: boolean; endsAt: Date | null } {
  if (lastInboundAt === null) return { isOpen: false, endsAt: null };
  const endsAt = new Date(lastInboundAt.getTime() + WINDOW_MS);
  return { isOpen: endsAt.getTime() - marginMs > now.getTime(), endsAt };
}
