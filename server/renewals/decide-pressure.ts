import type { RenewalSettings } from '../../types/renewal-settings.ts';
import { decideZoneTime, zoneTimeInstant } from './decide-zone-time.ts';

const DAY_MS = 86_400_000;

/**
 * Contact pressure: automatic messages of every kind to one person, over all their outlets, at most `most` within `days` (each 24 hours)
 * and `mostPerDay` on one day of the outlet's zone. Null: one more may go; else when that will be so (milliseconds).
 */
export function decidePressure(touches: readonly Date[], settings: Pick<RenewalSettings, 'pressure'>, zone: string, now: number): number | null {
  if (touches.length === 0) return null;
  const { most, days, mostPerDay } = settings.pressure;
  const recent: number[] = [];
  for (const at of touches) if (now - at.getTime() < days * DAY_MS) recent.push(at.getTime());
  let until: number | null = null;
  if (recent.length >= most) {
    recent.sort((one, other) => one - other);
    until = (recent[recent.length - most] ?? now) + days * DAY_MS;
  }
  const today = decideZoneTime(zone, now).day;
  let sentToday = 0;
  for (const at of recent) if (decideZoneTime(zone, at).day >= today) sentToday += 1;
  if (sentToday < mostPerDay) return until;
  return Math.max(until ?? 0, zoneTimeInstant(zone, today + 1, 0));
}
