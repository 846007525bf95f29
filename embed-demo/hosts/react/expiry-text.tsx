import { describeExpiry } from '../describe-expiry.ts';
import type { HostOutlet } from '../describe-outlets.ts';
import type { HostLocale } from '../host-words.ts';

/** When the subscription ends, and how far away that is. */
export function ExpiryText({ outlet, locale }: { outlet: HostOutlet; locale: HostLocale }) {
  const { date, away, tone } = describeExpiry(outlet, locale);
  return (
    <span>
      {date} <span className={tone}>{away}</span>
    </span>
  );
}
