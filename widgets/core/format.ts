/** Numbers, times and sizes as people read them, in one language and one time zone. All instants are ISO strings in UTC. */
export interface Format {
  /** `14:32` */
  time(at: string): string;
  /** `14:32` today, `Yesterday`, weekday within a week, else `12 Nov` or `12 Nov 2025` */
  near(at: string, now?: number): string;
  /** heading between messages: `Today`, `Yesterday`, `Monday, 16 November` */
  day(at: string, now?: number): string;
  /** same calendar day in this time zone */
  sameDay(one: string, other: string): boolean;
  /** `21 Nov 2026, 14:32`: what a tooltip says */
  exact(at: string): string;
  /** `5 Dec 2026`; a day without a time (`2026-12-05`) is that day in every time zone */
  date(at: string): string;
  /** whole days from today in that zone to a day (`2026-12-05`): 0 is today, negative is over */
  daysUntil(day: string, zone: string, now?: number): number;
  /** `today`, `in 14 days`, `2 months ago` */
  inDays(days: number): string;
  /** `in 14 days`, `3 minutes ago` */
  relative(at: string, now?: number): string;
  number(value: number): string;
  /** `212 kB`, as the language writes it */
  fileSize(bytes: number): string;
  /** of media: `0:18`, `1:02:03` */
  clock(seconds: number): string;
  /** a stretch of time: `23h 49m`, `4m`, under a minute is `0m`; from a day on `25h`, from two `3 days`; in Malay `23 j 49 min` */
  left(milliseconds: number): string;
  /** `Malay` for `ms`, `English (US)` for `en_US`; what is no language comes back as it is */
  language(code: string): string;
  /** `+60 12-345 6789`; unknown shapes in groups */
  phone(e164: string): string;
}

const cache = new Map<string, Format>();

/** The format of a language and zone; made once. An unknown zone falls back to Asia/Kuala_Lumpur. */
export function format(locale: string, timeZone = 'Asia/Kuala_Lumpur'): Format {
  const key = `${locale} ${timeZone}`;
  const known = cache.get(key);
  if (known) return known;
  const made = make(locale === 'en' || locale === 'en-XA' ? 'en-GB' : locale, timeZone);
  cache.set(key, made);
  return made;
}

function make(locale: string, wishedZone: string): Format {
  const timeZone = isZone(wishedZone) ? wishedZone : 'Asia/Kuala_Lumpur';
  const dates = (options: Intl.DateTimeFormatOptions): ((at: string) => string) => {
    const formatter = new Intl.DateTimeFormat(locale, { timeZone, ...options });
    return (at) => {
      const date = new Date(at);
      return Number.isNaN(date.getTime()) ? '' : formatter.format(date);
    };
  };
  const time = dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const instantDate = dates({ day: 'numeric', month: 'short', year: 'numeric' });
  const plainDate = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });
  const date = (at: string): string => (/^\d{4}-\d\d-\d\d$/.test(at) && !Number.isNaN(Date.parse(at)) ? plainDate.format(Date.parse(at)) : instantDate(at));
  const dayMonth = dates({ day: 'numeric', month: 'short' });
  const weekday = dates({ weekday: 'short' });
  const heading = dates({ weekday: 'long', day: 'numeric', month: 'long' });
  const year = dates({ year: 'numeric' });
  const dayNumberIn = (zone: string): ((at: string | number) => number) => {
    const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    return (at) => Date.parse(isoDay.format(new Date(at))) / 86_400_000;
  };
  const dayNumber = dayNumberIn(timeZone);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const numbers = new Intl.NumberFormat(locale);
  const unit = (name: string, unitDisplay: 'long' | 'short' | 'narrow', maximumFractionDigits = 0): Intl.NumberFormat =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay, maximumFractionDigits });
  const sizes = { byte: unit('byte', 'long'), kilobyte: unit('kilobyte', 'short'), megabyte: unit('megabyte', 'short', 1) };
  // days in full: the narrow day of Malay is `h`, which everybody reads as hours
  const spans = { day: unit('day', 'short'), hour: unit('hour', 'narrow'), minute: unit('minute', 'narrow') };
  const together = new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' });
  const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
  const inDays = (days: number): string => {
    if (Math.abs(days) < 45) return words.format(days, 'day');
    if (Math.abs(days) < 540) return words.format(Math.round(days / 30.4), 'month');
    return words.format(Math.round(days / 365.25), 'year');
  };

  return {
    time,
    date,
    near(at, now = Date.now()) {
      const days = dayNumber(now) - dayNumber(at);
      if (days === 0) return time(at);
      if (days === 1) return capital(words.format(-1, 'day'));
      if (days > 1 && days < 7) return weekday(at);
      return year(at) === year(new Date(now).toISOString()) ? dayMonth(at) : date(at);
    },
    day(at, now = Date.now()) {
      const days = dayNumber(now) - dayNumber(at);
      if (days === 0 || days === 1) return capital(words.format(-days, 'day'));
      return year(at) === year(new Date(now).toISOString()) ? heading(at) : date(at);
    },
    sameDay: (one, other) => dayNumber(one) === dayNumber(other),
    exact: (at) => `${date(at)}, ${time(at)}`,
    relative(at, now = Date.now()) {
      const seconds = Math.round((Date.parse(at) - now) / 1000);
      const size = Math.abs(seconds);
      if (size < 60) return words.format(0, 'second');
      if (size < 3600) return words.format(Math.trunc(seconds / 60), 'minute');
      if (size < 86_400) return words.format(Math.trunc(seconds / 3600), 'hour');
      return inDays(dayNumber(at) - dayNumber(now));
    },
    daysUntil: (day, zone, now = Date.now()) => Date.parse(day) / 86_400_000 - dayNumberIn(isZone(zone) ? zone : timeZone)(now),
    inDays,
    number: (value) => numbers.format(value),
    fileSize(bytes) {
      if (bytes < 1000) return sizes.byte.format(bytes);
      return bytes < 1_000_000 ? sizes.kilobyte.format(bytes / 1000) : sizes.megabyte.format(bytes / 1_000_000);
    },
    clock(total) {
      const seconds = Math.max(0, Math.round(total));
      const two = (value: number): string => String(value).padStart(2, '0');
      const hours = Math.floor(seconds / 3600);
      const minutes = Math.floor((seconds % 3600) / 60);
      return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
    },
    left(milliseconds) {
      const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
      const hours = Math.floor(minutes / 60);
      if (hours >= 48) return spans.day.format(Math.floor(hours / 24));
      const rest = spans.minute.format(minutes % 60);
      if (!hours) return rest;
      const whole = spans.hour.format(hours);
      return minutes % 60 && hours < 24 ? together.format([whole, rest]) : whole;
    },
    language(code) {
      try {
        return capital(new Intl.DisplayNames(locale, { type: 'language', style: 'short' }).of(code.replaceAll('_', '-')) ?? code);
      } catch {
        return code;
      }
    },
    phone,
  };
}

function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

/** Malaysian numbers the way they are written on a business card, others in groups; masked ones (•) keep their dots. */
function phone(e164: string): string {
  const digits = e164.replace(/^\+/, '');
  const mobile = /^60(1\d)([\d•]{3,4})([\d•]{4})$/.exec(digits);
  if (mobile) return `+60 ${mobile[1]}-${mobile[2]} ${mobile[3]}`;
  const line = /^60([3-9]|8\d)([\d•]{3,4})([\d•]{4})$/.exec(digits);
  if (line) return `+60 ${line[1]}-${line[2]} ${line[3]}`;
  if (!/^[\d•]{8,15}$/.test(digits)) return e164;
  return `+${digits.replace(/(.{2,3}?)(?=(?:.{4})+$)/, '$1 ').replace(/(\S{4})(?=\S)/g, '$1 ')}`;
}
