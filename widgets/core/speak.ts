/** Plural forms by CLDR category; `other` is always there. */
export type Plural = { readonly other: string } & { readonly [category in Intl.LDMLPluralRule]?: string };
/** Values for the marks; `count` also chooses the plural form. */
export type Values = Readonly<Record<string, string | number>>;

/** Puts values into a sentence of a catalogue. Numbers are written the locale's way. */
export function speak(locale: string, entry: string | Plural | undefined, fallback: string, values: Values = {}): string {
  if (entry === undefined) return fallback;
  const language = locale === 'en-XA' ? 'en' : locale;
  let sentence = entry;
  if (typeof sentence !== 'string') {
    const category = new Intl.PluralRules(language).select(Number(values['count'] ?? 0));
    sentence = sentence[category] ?? sentence.other;
  }
  if (locale === 'en-XA') sentence = pseudo(sentence);
  return sentence.replace(/\{(\w+)\}/g, (mark, name: string) => {
    const value = values[name];
    if (value === undefined) return mark;
    return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value;
  });
}

/** Accents and a third more length, marks untouched: what is still plain English on screen is hard-coded. */
function pseudo(sentence: string): string {
  const accented = sentence
    .split(/(\{\w+\})/)
    .map((piece) => (piece.startsWith('{') ? piece : piece.replace(/[aeiouAEIOU]/g, (letter) => 'áéíóúÁÉÍÓÚ'['aeiouAEIOU'.indexOf(letter)] ?? letter)))
    .join('');
  return `[${accented}${'·'.repeat(Math.ceil(sentence.length / 3))}]`;
}
