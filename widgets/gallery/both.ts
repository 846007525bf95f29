/** Says something in the language the gallery shows: English, or Malay. */
export type Both = (english: string, malay: string) => string;

/** The voice of one language; what is not Malay is English. */
export function both(locale: string): Both {
  return locale === 'ms' ? (_english, malay) => malay : (english) => english;
}
