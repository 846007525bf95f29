import type { HostOutlet } from './describe-outlets.ts';
import { type HostLocale, hostWord } from './host-words.ts';

/** When a subscription ends, in words, and how much that matters. */
export interface ExpiryWords {
  date: string;
  away: string;
  tone: 'late' | 'soon' | 'muted';
}

/** The day an outlet's subscription ends and how far away it is: `5 Dec 2026`, `in 14 days`. */
export function describeExpiry(outlet: Pick<HostOutlet, 'expiresOn' | 'expiresInDays'>, locale: HostLocale): ExpiryWords {
  const { expiresOn, expiresInDays: days } = outlet;
  if (expiresOn === null || days === null) return { date: hostWord(locale, 'noDate'), away: '', tone: 'muted' };
  const region = `${locale}-MY`;
  return {
    date: new Intl.DateTimeFormat(region, { dateStyle: 'medium', timeZone: 'Asia/Kuala_Lumpur' }).format(new Date(`${expiresOn}T00:00:00+08:00`)),
    away: new Intl.RelativeTimeFormat(region, { numeric: 'auto' }).format(days, 'day'),
    tone: days < 0 ? 'late' : days <= 30 ? 'soon' : 'muted',
  };
}
