import { sayIn } from '../../core/say-in.ts';
import type { Say } from '../../core/words.ts';
import { registryEnglish } from './registry-english.ts';
import { registryMalay } from './registry-malay.ts';

/** What the registry of templates says. Fetched with it, in both languages. */
export function registryWords(element: Element): Say<typeof registryEnglish> {
  return sayIn(element, registryEnglish, registryMalay);
}
