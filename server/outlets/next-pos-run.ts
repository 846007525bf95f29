import { lastPosNight } from './last-pos-night.ts';

const DAY_MS = 86_400_000;

/** When the clock loads next: what changed every so many minutes of the day, everything at 02:00 in Kuala Lumpur. */
export function nextPosRun(now: Date, everyMinutes: number): Date {
  const step = everyMinutes * 60_000;
  const next = Math.floor(now.getTime() / step + 1) * step;
  return new Date(Math.min(next, lastPosNight(now).getTime() + DAY_MS));
}
