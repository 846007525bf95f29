import { decideZoneTime, zoneDayText } from './decide-zone-time.ts';

const COMPANY_ZONE = 'Asia/Kuala_Lumpur';

/** The company's day at this instant, `YYYY-MM-DD`: lists, counts and rates are seen from Kuala Lumpur, whatever zone an outlet is in. */
export function companyToday(now: Date): string {
  return zoneDayText(decideZoneTime(COMPANY_ZONE, now.getTime()).day);
}
