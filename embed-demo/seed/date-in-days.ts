/** The calendar day so many days from an instant, as `YYYY-MM-DD` in Kuala Lumpur (UTC+8, no summer time). */
export function dateInDays(now: number, days: number): string {
  return new Date(now + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
}
