import { speak } from './speak.ts';
import type { Catalogue, Say, Translation } from './words.ts';

/** Sentences of a part that brings its own, in the language inherited from the widget: `lang` crosses shadow roots and `:lang()` sees it. */
export function sayIn<English extends Catalogue>(element: Element, english: English, malay: Translation<English>): Say<English> {
  const locale = element.matches(':lang(ms)') ? 'ms' : element.matches(':lang(en-XA)') ? 'en-XA' : 'en';
  return (key, values) => speak(locale, (locale === 'ms' ? malay : english)[key], key, values);
}
