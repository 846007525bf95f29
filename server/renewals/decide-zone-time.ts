const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const FALLBACK_ZONE = 'Asia/Kuala_Lumpur';

/** A day of the calendar as a number: days since 1 January 1970. Days are compared and added as numbers, text is for doors and facts. */
export type ZoneDay = number;

/** One UTC day of a zone: its offset, or, on a day the clocks change, when they do and the offsets before and after. */
type Offsets = { offset: number } | { changesAt: number; before: number; after: number };

interface Zone {
  format: Intl.DateTimeFormat;
  days: Map<number, Offsets>;
}

const zones = new Map<string, Zone>();
const days = new Map<string, ZoneDay>();
const texts = new Map<ZoneDay, string>();

/** The day a text like `2026-11-21` names. Texts come from DATE columns and checked settings. */
export function zoneDayOf(text: string): ZoneDay {
  let day = days.get(text);
  if (day === undefined) {
    if (days.size > 20_000) days.clear();
    day = Math.round(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / DAY_MS);
    days.set(text, day);
  }
  return day;
}

/** A day as `YYYY-MM-DD`. */
export function zoneDayText(day: ZoneDay): string {
  let text = texts.get(day);
  if (text === undefined) {
    if (texts.size > 20_000) texts.clear();
    text = new Date(day * DAY_MS).toISOString().slice(0, 10);
    texts.set(day, text);
  }
  return text;
}

/** 0 Monday to 6 Sunday. */
export function zoneWeekday(day: ZoneDay): number {
  return (((day + 3) % 7) + 7) % 7;
}

/**
 * Day and minute of the day at an instant (milliseconds) in an IANA zone, daylight saving included. A zone nobody knows counts as the
 * company's. Intl is asked at most twice per zone and day and remembered: nightly 50,000 outlets, and simulations with many times that, ask here.
 */
export function decideZoneTime(zone: string, at: number): { day: ZoneDay; minute: number } {
  const local = at + offsetAt(zoneOf(zone), at);
  const day = Math.floor(local / DAY_MS);
  return { day, minute: Math.floor((local - day * DAY_MS) / MINUTE_MS) };
}

/** The instant (milliseconds) of a minute of a day in a zone; a minute the clocks leap over counts as the same time after the leap. */
export function zoneTimeInstant(zone: string, day: ZoneDay, minute: number): number {
  const known = zoneOf(zone);
  const local = day * DAY_MS + minute * MINUTE_MS;
  const before = offsetAt(known, local - DAY_MS);
  const after = offsetAt(known, local + DAY_MS);
  if (before === after || offsetAt(known, local - before) === before) return local - before;
  return offsetAt(known, local - after) === after ? local - after : local - before;
}

function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (!zone) {
    zone = { format: formatOf(name), days: new Map() };
    zones.set(name, zone);
  }
  return zone;
}

function formatOf(name: string): Intl.DateTimeFormat {
  const options = { hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  try {
    return new Intl.DateTimeFormat('en-CA', { ...options, timeZone: name });
  } catch {
    return new Intl.DateTimeFormat('en-CA', { ...options, timeZone: FALLBACK_ZONE });
  }
}

function offsetAt(zone: Zone, at: number): number {
  const day = Math.floor(at / DAY_MS);
  let known = zone.days.get(day);
  if (!known) {
    if (zone.days.size > 5_000) zone.days.clear();
    known = offsetsOf(zone, day * DAY_MS);
    zone.days.set(day, known);
  }
  if ('offset' in known) return known.offset;
  return at < known.changesAt ? known.before : known.after;
}

function offsetsOf(zone: Zone, start: number): Offsets {
  const before = askOffset(zone, start);
  const after = askOffset(zone, start + DAY_MS - 1_000);
  if (before === after) return { offset: before };
  let [low, high] = [start, start + DAY_MS];
  while (high - low > MINUTE_MS) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE_MS) * MINUTE_MS;
    if (askOffset(zone, middle) === before) low = middle;
    else high = middle;
  }
  return { changesAt: high, before, after };
}

function askOffset(zone: Zone, at: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of zone.format.formatToParts(at)) parts[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}
