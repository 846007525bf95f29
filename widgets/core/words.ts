import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Locale } from './resolve-locale.ts';

/** Plural forms by CLDR category; `other` is always there. */
export type Plural = { readonly other: string } & { readonly [category in Intl.LDMLPluralRule]?: string };
/** English first: its keys are the type every other catalogue must fulfil. `{name}` marks a value. */
export type Catalogue = Readonly<Record<string, string | Plural>>;
/** The same keys in another language; a plural may become a plain sentence (Malay has one form). */
export type Translation<English extends Catalogue> = { readonly [key in keyof English]: string | Plural };
/** Values for the marks; `count` also chooses the plural form. */
export type Values = Readonly<Record<string, string | number>>;
/** Says a sentence: `say('inbox.unread', { count: 3 })`. Its identity changes with the language, so parts re-render. */
export type Say<English extends Catalogue> = (key: keyof English & string, values?: Values) => string;

/** One widget's sentences: English in the bundle, others fetched when wanted. */
export interface Words<English extends Catalogue> {
  english: English;
  others: { [locale in Exclude<Locale, 'en' | 'en-XA'>]: () => Promise<Translation<English>> };
}

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

/**
 * Gives an element its sentences in its own language: `private words = new WordsController(this, inboxWords)`, then
 * `this.words.say('…')` in render and `.say=${this.words.say}` to parts. Falls back to English while a catalogue is on its way.
 */
export class WordsController<English extends Catalogue> implements ReactiveController {
  readonly #host: ReactiveControllerHost & { language: Locale };
  readonly #words: Words<English>;
  #locale: Locale | undefined;
  say: Say<English>;

  constructor(host: ReactiveControllerHost & { language: Locale }, words: Words<English>) {
    this.#host = host;
    this.#words = words;
    this.say = this.#sayer('en', words.english);
    host.addController(this);
  }

  hostUpdate(): void {
    const locale = this.#host.language;
    if (locale === this.#locale) return;
    this.#locale = locale;
    if (locale === 'en' || locale === 'en-XA') {
      this.say = this.#sayer(locale, this.#words.english);
      return;
    }
    this.#words.others[locale]().then(
      (translation) => {
        if (this.#locale !== locale) return;
        this.say = this.#sayer(locale, translation);
        this.#host.requestUpdate();
      },
      () => {
        // stays English; the next change of language tries again
        if (this.#locale === locale) this.#locale = undefined;
      },
    );
  }

  #sayer(locale: Locale, translation: Translation<English>): Say<English> {
    const { english } = this.#words;
    return (key, values) => speak(locale, translation[key] ?? english[key], key, values);
  }
}
