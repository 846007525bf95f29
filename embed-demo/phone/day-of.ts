/** The day of an instant for separators and lists: Today, Yesterday, a weekday, or a date. */
export function dayOf(at: string, now: Date = new Date()): string {
  const day = (date: Date): string => date.toLocaleDateString('en-CA', { timeZone: 'Asia/Kuala_Lumpur' });
  const then = new Date(at);
  const days = Math.round((Date.parse(day(now)) - Date.parse(day(then))) / 86_400_000);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  if (days > 0 && days < 7) return then.toLocaleDateString('en-GB', { weekday: 'long', timeZone: 'Asia/Kuala_Lumpur' });
  return then.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'Asia/Kuala_Lumpur' });
}
