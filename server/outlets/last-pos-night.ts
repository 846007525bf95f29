const DAY_MS = 86_400_000;
/** Malaysia has one zone and no summer time. */
const KUALA_LUMPUR_MS = 8 * 3_600_000;
/** 02:00 Asia/Kuala_Lumpur (POS-01) */
const NIGHT_MS = 2 * 3_600_000;

/** The last 02:00 in Kuala Lumpur at or before `now`. */
export function lastPosNight(now: Date): Date {
  const local = now.getTime() + KUALA_LUMPUR_MS - NIGHT_MS;
  return new Date(Math.floor(local / DAY_MS) * DAY_MS + NIGHT_MS - KUALA_LUMPUR_MS);
}
