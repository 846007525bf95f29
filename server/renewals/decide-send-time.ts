import type { ReminderReason } from '../../types/renewals.ts';
import { decideZoneName } from '../platform/decide-zone-name.ts';
import type { RenewalSettings } from '../../types/renewal-settings.ts';
import { decideZoneTime, zoneDayOf, zoneTimeInstant, zoneWeekday, type ZoneDay } from './decide-zone-time.ts';

/** Whether something may be sent at an instant; when not: why, and the first instant at which it may. */
export type SendTime = { isAllowed: true; at: number } | { isAllowed: false; at: number; reason: Extract<ReminderReason, 'quiet_hours' | 'holiday'> };

interface Hours {
  from: number;
  until: number;
  /** by day; an empty list: kept everywhere */
  holidays: Map<ZoneDay, readonly string[]>;
}

const MINUTE_MS = 60_000;
const read = new WeakMap<RenewalSettings, Hours>();

/**
 * Quiet hours, weekends and holidays in the outlet's zone (RENEW-03, never at two in the morning): the first allowed instant at or after
 * `at` (milliseconds), and whether that is `at` itself. `sendUntil` is the first minute at which nothing goes any more.
 */
export function decideSendTime(settings: RenewalSettings, zone: string, at: number): SendTime {
  const hours = sendTimeHours(settings);
  const { day, minute } = decideZoneTime(zone, at);
  const isOpenDay = isSendTimeDay(settings, zone, day);
  if (isOpenDay && minute >= hours.from && minute < hours.until) return { isAllowed: true, at };
  let next = isOpenDay && minute < hours.from ? day : day + 1;
  while (!isSendTimeDay(settings, zone, next)) next += 1;
  const opens = zoneTimeInstant(zone, next, hours.from);
  // in the hour that summer time's end repeats, the first of the two is over
  const ahead = opens > at ? opens : Math.floor(at / MINUTE_MS) * MINUTE_MS + (hours.from - minute) * MINUTE_MS;
  return { isAllowed: false, at: ahead, reason: isOpenDay ? 'quiet_hours' : 'holiday' };
}

/** Whether that day is one on which messages go out in the zone. */
export function isSendTimeDay(settings: RenewalSettings, zone: string, day: ZoneDay): boolean {
  if (!settings.sendsOnWeekends && zoneWeekday(day) >= 5) return false;
  const zones = sendTimeHours(settings).holidays.get(day);
  return zones === undefined || (zones.length > 0 && !zones.includes(nameOf(zone)));
}

/** Minutes of the day between which messages go out, and the holidays by day; read once per settings object. */
export function sendTimeHours(settings: RenewalSettings): Hours {
  let hours = read.get(settings);
  if (!hours) {
    const holidays = new Map<ZoneDay, readonly string[]>();
    for (const { on, zones } of settings.holidays) {
      const day = zoneDayOf(on);
      const known = holidays.get(day);
      // one entry for everywhere keeps the day free everywhere
      holidays.set(day, zones.length === 0 || known?.length === 0 ? [] : [...(known ?? []), ...zones.map(nameOf)]);
    }
    hours = { from: minuteOf(settings.sendFrom), until: minuteOf(settings.sendUntil), holidays };
    read.set(settings, hours);
  }
  return hours;
}

/** However it is written; one nobody knows counts as the company's, as its hours do. */
function nameOf(zone: string): string {
  return decideZoneName(zone) ?? 'Asia/Kuala_Lumpur';
}

function minuteOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}
