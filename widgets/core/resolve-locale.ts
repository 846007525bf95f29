/** Languages with a complete catalogue. `en-XA` is the pseudo-locale: accented, longer English that shows hard-coded words. */
const LOCALES = ['en', 'ms', 'en-XA'] as const;
export type Locale = (typeof LOCALES)[number];

/** The first wish we can fulfil: exact tag, then language; English when none. */
export function resolveLocale(...wishes: (string | null | undefined)[]): Locale {
  for (const wish of wishes) {
    if (!wish) continue;
    const exact = LOCALES.find((locale) => locale.toLowerCase() === wish.toLowerCase());
    if (exact) return exact;
    const language = wish.toLowerCase().split('-')[0];
    const near = LOCALES.find((locale) => locale === language);
    if (near) return near;
  }
  return 'en';
}
