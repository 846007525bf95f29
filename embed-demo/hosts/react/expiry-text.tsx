import type { HostOutlet } from '../describe-outlets.ts';
import { type HostLocale, hostWord } from '../host-words.ts';

/** When the subscription ends, and how far away that is. */
export function ExpiryText({ outlet, locale }: { outlet: HostOutlet; locale: HostLocale }) {
  const days = outlet.expiresInDays;
  if (outlet.expiresOn === null || days === null) return <span className="muted">{hostWord(locale, 'noDate')}</span>;
  const date = new Date(`${outlet.expiresOn}T00:00:00+08:00`).toLocaleDateString(locale === 'ms' ? 'ms-MY' : 'en-MY', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'Asia/Kuala_Lumpur',
  });
  const away = days < 0 ? hostWord(locale, 'expired', { n: -days }) : days === 0 ? hostWord(locale, 'today') : hostWord(locale, 'inDays', { n: days });
  return (
    <span>
      {date} <span className={days < 0 ? 'late' : days <= 30 ? 'soon' : 'muted'}>{away}</span>
    </span>
  );
}
