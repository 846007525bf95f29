import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Locale } from './resolve-locale.ts';
import { type Plural, speak, type Values } from './speak.ts';

/** English first: its keys are the type every other catalogue must fulfil. `{name}` marks a value. */
export type Catalogue = Readonly<Record<string, string | Plural>>;
/** The same keys in another language; a plural may become a plain sentence (Malay has one form). */
export type Translation<English extends Catalogue> = { readonly [key in keyof English]: string | Plural };
/** Says a sentence: `say('inbox.unread', { count: 3 })`. Its identity changes with the language, so parts re-render. */
export type Say<English extends Catalogue> = (key: keyof English & string, values?: Values) => string;

/** One widget's sentences: English in the bundle, others fetched when wanted. */
export interface Words<English extends Catalogue> {
  english: English;
  others: { [locale in Exclude<Locale, 'en' | 'en-XA'>]: () => Promise<Translation<English>> };
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
