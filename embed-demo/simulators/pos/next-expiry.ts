/**
 * When a subscription paid now ends: a cycle after it would have ended, also when it is paid late; after a cycle and more a new one begins
 * today. The last day of a month stays one that exists. YYYY-MM-DD.
 */
export function nextExpiry(expiry: string | null, cycleMonths: number, now: Date): string {
  const today = now.toISOString().slice(0, 10);
  const next = expiry === null ? '' : monthsAfter(expiry, cycleMonths);
  return next > today ? next : monthsAfter(today, cycleMonths);
}

function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
