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
  /** `5 Dec 2026` */
  date(at: string): string;
  /** `in 14 days`, `3 minutes ago` */
  relative(at: string, now?: number): string;
  number(value: number): string;
  /** `212 KB` */
  fileSize(bytes: number): string;
  /** of media: `0:18`, `1:02:03` */
  clock(seconds: number): string;
  /** a stretch of time: `23 h 49 m`, `4 m`, under a minute is `0 m`; from two days on `3 d` */
  left(milliseconds: number): string;
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
  const date = dates({ day: 'numeric', month: 'short', year: 'numeric' });
  const dayMonth = dates({ day: 'numeric', month: 'short' });
  const weekday = dates({ weekday: 'short' });
  const heading = dates({ weekday: 'long', day: 'numeric', month: 'long' });
  const year = dates({ year: 'numeric' });
  const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const dayNumber = (at: string | number): number => Date.parse(isoDay.format(new Date(at))) / 86_400_000;
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const numbers = new Intl.NumberFormat(locale);
  const decimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

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
      const days = dayNumber(at) - dayNumber(now);
      if (Math.abs(days) < 45) return words.format(days, 'day');
      if (Math.abs(days) < 540) return words.format(Math.round(days / 30.4), 'month');
      return words.format(Math.round(days / 365.25), 'year');
    },
    number: (value) => numbers.format(value),
    fileSize(bytes) {
      if (bytes < 1000) return `${numbers.format(bytes)} B`;
      if (bytes < 1_000_000) return `${numbers.format(Math.round(bytes / 1000))} KB`;
      return `${decimals.format(bytes / 1_000_000)} MB`;
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
      // Malay abbreviates jam (hour) and minit
      const [d, h, m] = locale.startsWith('ms') ? ['hari', 'j', 'min'] : ['d', 'h', 'm'];
      if (hours >= 48) return `${Math.floor(hours / 24)} ${d}`;
      return hours ? `${hours} ${h} ${minutes % 60} ${m}` : `${minutes} ${m}`;
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
