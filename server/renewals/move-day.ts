import { zoneDayOf, zoneDayText } from './decide-zone-time.ts';

/** The day so many days after (negative: before) a day `YYYY-MM-DD`. */
export function moveDay(day: string, by: number): string {
  return zoneDayText(zoneDayOf(day) + by);
}
